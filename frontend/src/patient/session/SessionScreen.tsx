// Decides what the session page shows: nothing due, the player, or the questions at the end.

import "./session.css";
import { useEffect, useMemo, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { itemsDue, type Plan, type PlanItem } from "../../domain/plan";
import type { Slot } from "../../domain/schedule";
import { layOut, lengthOf } from "../../domain/timeline";
import { language, t } from "../../i18n";
import { HoldCard } from "../safety/HoldCard";
import { saveSession, snapshot, today } from "../state";
import { gentleToday, gently } from "../today/due";
import { type FinishAnswers, FinishForm } from "./FinishForm";
import { withoutHeld } from "./held";
import { itemsOf } from "./items";
import { Player } from "./Player";
import { type PainDuring, recordOf, withPain } from "./record";
import { type Draft, keepSession, keptSession, positionOf, takenUp } from "./unfinished";

const ORDER: Slot[] = ["morning", "midday", "evening"];

export function SessionScreen({ slot: asked }: { slot: string }) {
  const { route } = useLocation();
  const state = snapshot.value;
  const plan = state?.plan ?? null;
  const on = today.value;
  const done = new Set(
    state?.sessions.filter((session) => session.occurred_on === on).map(({ slot }) => slot),
  );
  const slot = (
    asked === "next" && plan
      ? (ORDER.find((each) => !done.has(each) && itemsDue(plan, on, each).length > 0) ?? "evening")
      : asked
  ) as Slot;

  const [draft, setDraft] = useState<Draft | null>(() => {
    const kept = keptSession();
    const fits = kept && kept.slot === slot && kept.occurred_on === on;
    return fits ? takenUp(kept, Date.now()) : null;
  });
  const gentle = gentleToday();
  const items = useMemo(
    () => draft?.items ?? dueItems(plan, on, slot, gentle),
    [draft?.items, plan, on, slot, gentle],
  );
  const notes = draft?.notes;
  const doing = useMemo(() => itemsOf({ items, notes: notes ?? {} }), [items, notes]);
  const steps = useMemo(() => layOut(doing), [doing]);
  const [finished, setFinished] = useState<number | null>(null);

  const change = (next: Draft | null) => {
    keepSession(next);
    setDraft(next);
  };
  // A program that changes meanwhile changes nothing here, but for what must not be done any more.
  const held = plan?.held_items?.map(({ exercise }) => exercise).join();
  useEffect(() => {
    if (!draft || !held) return;
    const next = withoutHeld(draft, new Set(held.split(",")), Date.now());
    if (next !== draft) change(next);
  }, [held]);
  if (!plan || items.length === 0 || state?.hold)
    return (
      <main class="stack screen">
        {state?.hold ? <HoldCard heading="h1" /> : <p class="card">{t("session.nothing")}</p>}
        <a class="button" href="/app/">
          {t("nav.today")}
        </a>
      </main>
    );

  const begun = draft ?? begin(plan.version_id, slot, on, items, gentle);
  const over =
    finished ?? (draft && positionOf(draft, Date.now()) >= lengthOf(steps) ? lengthOf(steps) : null);
  if (over !== null) {
    const ended = Math.min(Date.now(), begun.startedAt + 3 * 3600_000);
    const record = recordOf(begun, doing, steps, over, ended);
    const done = doing.flatMap(({ id, words }, place) => {
      const { outcome, pain } = record.exercises[place] ?? {};
      return outcome && outcome !== "skipped" ? [{ id, name: words[language.value].name, pain }] : [];
    });
    const save = async (answers: FinishAnswers, during: PainDuring) => {
      await saveSession({ ...record, exercises: withPain(record.exercises, during), ...answers });
      change(null);
      route("/app/", true);
    };
    return <FinishForm done={done} onSave={save} />;
  }
  return (
    <Player
      draft={begun}
      items={doing}
      steps={steps}
      onChange={change}
      onFinish={setFinished}
      onLeave={() => route("/app/")}
    />
  );
}

function dueItems(plan: Plan | null, on: string, slot: Slot, gentle: boolean): PlanItem[] {
  const items = plan ? itemsDue(plan, on, slot) : [];
  return gentle ? gently(items) : items;
}

function begin(
  version_id: string,
  slot: Slot,
  occurred_on: string,
  items: PlanItem[],
  gentle: boolean,
): Draft {
  const now = Date.now();
  const clock = { startedAt: now, origin: now, pausedAt: 0 };
  return { version_id, slot, occurred_on, items, gentle, notes: {}, ...clock };
}
