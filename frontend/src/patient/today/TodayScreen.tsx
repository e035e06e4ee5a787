// What is due now, one big Start, and the headache question.

import { addDays, daysBetween } from "../../domain/dates";
import { minutesOnce } from "../../domain/load";
import type { PlanItem } from "../../domain/plan";
import { itemsDue, type Plan } from "../../domain/plan";
import type { Slot } from "../../domain/schedule";
import { Figure } from "../../figures/Figure";
import { dateInWords, language, t } from "../../i18n";
import { part } from "../lazily";
import { sessionOfHabit, sessionOfRest } from "../session/record";
import { keptSession } from "../session/unfinished";
import { saveSession, snapshot, today } from "../state";
import { AskCard, AttackCard, ChangesCard, ReachCard } from "./cards";
import { gentleToday, gently, ruleToday, type Window, windowsToday } from "./due";
import { HeadacheCard } from "./HeadacheCard";

const FlareCard = part(() => import("../flare/FlareCard").then((found) => found.FlareCard));
const WINDOWS: Slot[] = ["morning", "midday", "evening"];

export function TodayScreen() {
  const state = snapshot.value;
  if (!state) return null;
  const { plan, profile, hold } = state;
  const on = today.value;
  const windows = windowsToday();
  const open = windows.filter(({ done }) => !done);
  const habits = plan && !hold ? itemsDue(plan, on, "anytime") : [];
  const rule = ruleToday();
  const fromTherapist = state.messages.filter((message) => !message.from_patient).at(-1);
  const fresh = fromTherapist && Date.now() - Date.parse(fromTherapist.recorded_at) < 3 * 86_400_000;
  // The part of the day it is now leads; what was missed earlier stays offered after it.
  const ordered = [...open].sort((one, other) => nearness(one.slot) - nearness(other.slot));

  return (
    <>
      <div>
        <p class="soft">{dateInWords(on, { weekday: "long", month: "long" })}</p>
        <h1>{t("today.hello", { name: profile?.name.split(" ")[0] ?? "" })}</h1>
      </div>
      <AttackCard />
      <ReachCard />
      {plan && <ChangesCard plan={plan} />}
      {!plan && <p class="card">{t("today.noprogram")}</p>}
      {plan && !hold && plan.items.length > 0 && windows.length === 0 && habits.length === 0 && (
        <p class="card">{t("today.nothing")}</p>
      )}
      {plan?.flare && !hold && <FlareCard />}
      {rule && rule !== "flare" && plan && open.length > 0 && (
        <RuleCard rule={rule} plan={plan} open={ordered} on={on} />
      )}
      {ordered.map(({ slot, items }, place) => (
        <WindowCard
          key={slot}
          slot={slot}
          items={gentleToday() ? gently(items) : items}
          leading={place === 0 && (!rule || rule === "gentle")}
        />
      ))}
      {windows.length > 0 && open.length === 0 && <p class="card done-card">✓ {t("today.done")}</p>}
      <HeadacheCard />
      <AskCard />
      {plan?.note && (
        <section class="card">
          <p class="soft small">{t("today.from", { name: plan.therapist })}</p>
          <p>{plan.note}</p>
        </section>
      )}
      {fresh && (
        <a class="card plain-link" href="/app/messages">
          <span class="soft small">{t("today.from", { name: fromTherapist.author })}</span>
          <br />
          {fromTherapist.text}
        </a>
      )}
      {plan && habits.length > 0 && <Habits plan={plan} items={habits} on={on} />}
      <Week on={on} />
    </>
  );
}

/** The headache-day plan: the gentle version is what is offered; rest is one tap, and counts as the program. */
function RuleCard({
  rule,
  plan,
  open,
  on,
}: {
  rule: "gentle" | "rest";
  plan: Plan;
  open: Window[];
  on: string;
}) {
  const rest = async () => {
    for (const { slot, items } of open) await saveSession(sessionOfRest(plan, items, slot, on, Date.now()));
  };
  return (
    <section class="card stack attention-card">
      <h2>{t(`rule.${rule}.title`)}</h2>
      <p>{t(`rule.${rule}.text`, { name: plan.therapist })}</p>
      {rule === "rest" && (
        <button type="button" class="button" onClick={() => void rest()}>
          {t("rule.rest.go")}
        </button>
      )}
    </section>
  );
}

function nearness(slot: Slot): number {
  const hour = new Date().getHours();
  const now = hour < 11 ? 0 : hour < 16 ? 1 : 2;
  return Math.abs(WINDOWS.indexOf(slot) - now);
}

function WindowCard({ slot, items, leading }: { slot: Slot; items: PlanItem[]; leading: boolean }) {
  const words = items[0]?.words[language.value];
  const begun = keptSession();
  const goesOn = begun?.slot === slot && begun.occurred_on === today.value;
  const count = t("today.exercises", { n: items.length });
  return (
    <section class="card window-card" aria-label={t(`slot.${slot}`)}>
      {leading && items[0] && words && (
        <Figure figure={items[0].figure} side={items[0].dose.side} alt={words.alt} />
      )}
      <div class="row between">
        <div>
          <h2>{t(`slot.${slot}`)}</h2>
          <p class="soft">
            {count} · {t("today.minutes", { n: minutesOnce(items.map((item) => item.dose)) })}
          </p>
        </div>
        <a class={leading ? "button" : "button-soft"} href={`/app/session/${slot}`}>
          {t(goesOn ? "session.go" : "today.start")}
          <span class="visually-hidden">: {t(`slot.${slot}`)}</span>
        </a>
      </div>
      <ul class="small soft item-names">
        {items.map((item) => (
          <li key={item.id}>{item.words[language.value].name}</li>
        ))}
      </ul>
    </section>
  );
}

function Habits({ plan, items, on }: { plan: Plan; items: PlanItem[]; on: string }) {
  const sessions = snapshot.value?.sessions.filter((session) => session.occurred_on === on) ?? [];
  return (
    <section class="card stack">
      <h2>{t("today.through")}</h2>
      {items.map((item) => {
        const done = sessions.filter(
          (session) => session.slot === "anytime" && session.exercises.some((log) => log.item_id === item.id),
        ).length;
        const words = item.words[language.value];
        return (
          <div class="habit" key={item.id}>
            <Figure figure={item.figure} side={item.dose.side} alt={words.alt} still />
            <div>
              <h3>{words.name}</h3>
              <p class="small soft">{words.cue}</p>
              <p class="small">{t("today.times", { done, all: item.dose.per_day })}</p>
            </div>
            <button
              type="button"
              class="button-soft"
              onClick={() => void saveSession(sessionOfHabit(plan, item, on, Date.now()))}
            >
              {t("today.log")}
              <span class="visually-hidden">: {words.name}</span>
            </button>
          </div>
        );
      })}
    </section>
  );
}

/** Seven dots rather than a streak: a bad day leaves no broken chain. */
function Week({ on }: { on: string }) {
  const dates = new Set(
    snapshot.value?.sessions
      .filter((session) => session.slot !== "anytime" && daysBetween(session.occurred_on, on) < 7)
      .map((session) => session.occurred_on),
  );
  const days = Array.from({ length: 7 }, (_, back) => addDays(on, back - 6));
  const n = days.filter((day) => dates.has(day)).length;
  return (
    <section class="card">
      <h2>{t("today.week")}</h2>
      <p class="visually-hidden">{t("today.week.text", { n })}</p>
      <div class="week" aria-hidden="true">
        {days.map((day) => (
          <span key={day} class={dates.has(day) ? "day-dot done" : "day-dot"}>
            {dateInWords(day, { weekday: "narrow", day: undefined, month: undefined })}
          </span>
        ))}
      </div>
    </section>
  );
}
