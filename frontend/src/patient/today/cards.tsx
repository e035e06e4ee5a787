// The smaller cards of Today: a headache that goes on, what changed, and what else is due.
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { Plan } from "../../domain/plan";
import { language, locale, t } from "../../i18n";
import { draft, keepDraft } from "../../store/drafts";
import { attack, endAttack, forgetAttack } from "../attack/running";
import { doseInWords } from "../dose-words";
import { reach } from "../reach";
import { saveDay, today } from "../state";
import { askAfter, measureDue, safetyDue } from "./due";

export function AttackCard() {
  const going = attack.value;
  if (!going) return null;
  const since = new Intl.DateTimeFormat(locale(), { timeStyle: "short" }).format(going.startedAt);
  return (
    <section class="card stack attention-card">
      <p>
        <b>{t("attack.since", { time: since })}</b>
      </p>
      <div class="row">
        <button type="button" class="button" onClick={() => void endAttack()}>
          {t("attack.over")}
        </button>
        <a class="button-soft" href="/app/attack">
          {t("attack.open")}
        </a>
        <button type="button" class="button-quiet" onClick={forgetAttack}>
          {t("attack.forget")}
        </button>
      </div>
    </section>
  );
}

/** Reminders that no device shows any more are said where everybody looks, with the way to mend it. */
export function ReachCard() {
  if (!reach.value?.broken) return null;
  return (
    <a class="card plain-link attention-card row between" href="/app/settings">
      <span>
        <b>{t("reach.title")}</b>
        <br />
        <span class="small">{t(reach.value.by_email ? "reach.mail" : "reach.nothing")}</span>
      </span>
      <span aria-hidden="true">›</span>
    </a>
  );
}

interface Seen {
  version: string;
  doses: Record<string, string>;
}

/** What the therapist changed since this phone last showed the program. */
export function ChangesCard({ plan }: { plan: Plan }) {
  const now: Seen = {
    version: plan.version_id,
    doses: Object.fromEntries(plan.items.map((item) => [item.exercise, doseInWords(item.dose)])),
  };
  const [seen, setSeen] = useState<Seen | null>(() => draft<Seen>("seen program"));
  useEffect(() => {
    if (!seen) keepDraft("seen program", now);
  }, [seen]);
  if (!seen || seen.version === plan.version_id) return null;
  const names = new Map(plan.items.map((item) => [item.exercise, item.words[language.value].name]));
  const fresh = plan.items.filter((item) => !(item.exercise in seen.doses));
  const other = plan.items.filter(
    (item) => item.exercise in seen.doses && seen.doses[item.exercise] !== now.doses[item.exercise],
  );
  const gone = Object.keys(seen.doses).filter((exercise) => !names.has(exercise));
  const ok = () => {
    keepDraft("seen program", now);
    setSeen(now);
  };
  return (
    <section class="card stack">
      <h2>{t("changes.title")}</h2>
      <ul class="bullets">
        {fresh.map((item) => (
          <li key={item.id}>{t("changes.new", { name: names.get(item.exercise) ?? "" })}</li>
        ))}
        {other.map((item) => (
          <li key={item.id}>
            {t("changes.dose", {
              name: names.get(item.exercise) ?? "",
              dose: now.doses[item.exercise] ?? "",
            })}
          </li>
        ))}
        {gone.length > 0 && <li>{t("changes.gone", { n: gone.length })}</li>}
        {fresh.length + other.length + gone.length === 0 && <li>{t("changes.words")}</li>}
      </ul>
      <button type="button" class="button-soft" onClick={ok}>
        {t("changes.ok")}
      </button>
    </section>
  );
}

/** Safety questions, a measure, or how the head took the exercises: at most one asks at a time. */
export function AskCard() {
  const { route } = useLocation();
  const asked = safetyDue();
  if (asked)
    return (
      <section class="card stack attention-card">
        <h2>{t("ask.safety")}</h2>
        <p>{t(asked === "diary" ? "ask.safety.diary" : "ask.safety.text")}</p>
        <button type="button" class="button" onClick={() => route(`/app/check/${asked}`)}>
          {t("ask.safety.go")}
        </button>
      </section>
    );
  if (askAfter(Date.now()))
    return (
      <section class="card stack">
        <h2>{t("ask.after")}</h2>
        <div class="two">
          {([false, true] as const).map((answer) => (
            <button
              key={String(answer)}
              type="button"
              class="button-soft answer"
              onClick={() => void saveDay(today.value, { worse_after_exercise: answer })}
            >
              {t(answer ? "headache.yes" : "headache.no")}
            </button>
          ))}
        </div>
      </section>
    );
  const measure = measureDue();
  if (!measure) return null;
  return (
    <a class="card plain-link row between" href={`/app/measure/${measure.slug}`}>
      <span>
        <b>{measure.name[language.value]}</b>
        <br />
        <span class="soft small">{t("ask.measure")}</span>
      </span>
      <span aria-hidden="true">›</span>
    </a>
  );
}
