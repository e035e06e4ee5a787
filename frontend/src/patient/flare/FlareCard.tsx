// The flare program on Today: offered on a rough day, and followed for as many days as it has. Each part of the day is
// one tap, and counts as the program; the easy moves themselves are not counted.
import { useState } from "preact/hooks";
import { isFlare } from "../../domain/flare";
import { flareStage } from "../../domain/flare-stage";
import type { FlarePlan, Plan } from "../../domain/plan";
import { diaryDay } from "../../domain/progress";
import { Figure } from "../../figures/Figure";
import { language, t } from "../../i18n";
import type { Snapshot } from "../../store/snapshot";
import { doseInWords } from "../dose-words";
import { Instructions } from "../exercise/Instructions";
import { sessionOfRest } from "../session/record";
import { saveSession, snapshot, today } from "../state";
import { flareToday, ruleToday, windowsToday } from "../today/due";
import { say } from "./words";

export function FlareCard() {
  const [chosen, setChosen] = useState(false);
  const state = snapshot.value;
  const plan = state?.plan;
  if (!state || !plan?.flare || state.hold) return null;
  const { flare } = plan;
  const day = flareToday();
  if (flareStage(day, flare.days) === "flare" || (chosen && day === null))
    return <Easy plan={plan} flare={flare} day={(day ?? 0) + 1} />;
  // Half the dose on the days after a flare is no new one.
  if (day !== null || (ruleToday() !== "flare" && !isRough(state))) return null;
  return (
    <section class="card stack attention-card">
      <h2>{say("title")}</h2>
      <p>{say("offer", { name: plan.therapist })}</p>
      <button type="button" class="button" onClick={() => setChosen(true)}>
        {say("go")}
      </button>
    </section>
  );
}

function isRough({ days, headacheMinMinutes }: Snapshot): boolean {
  const all = [...days.values()];
  return isFlare({
    days: all.map((day) => diaryDay(day, headacheMinMinutes)),
    neckPain: new Map(
      all.flatMap(({ occurred_on, fields }) =>
        fields.neck_pain_now == null ? [] : [[occurred_on, fields.neck_pain_now] as const],
      ),
    ),
    today: today.value,
  });
}

function Easy({ plan, flare, day }: { plan: Plan; flare: FlarePlan; day: number }) {
  const open = windowsToday().filter(({ done }) => !done);
  return (
    <section class="card stack attention-card">
      <h2>{say("day", { n: day, all: flare.days })}</h2>
      <p>{say("text")}</p>
      {flare.items.map((item) => {
        const words = item.words[language.value];
        return (
          <details key={item.exercise}>
            <summary>
              {words.name} <span class="small soft">{doseInWords(item.dose)}</span>
            </summary>
            <Figure figure={item.figure} side={item.dose.side} alt={words.alt} still />
            <Instructions words={words} media={item.media} />
          </details>
        );
      })}
      {open.map(({ slot, items }) => (
        <button
          key={slot}
          type="button"
          class="button-soft"
          onClick={() => void saveSession(sessionOfRest(plan, items, slot, today.value, Date.now(), "flare"))}
        >
          {say("done", { slot: t(`slot.${slot}`) })}
        </button>
      ))}
      {open.length === 0 && <p>✓ {say("all")}</p>}
      <p class="small">{flare.then[language.value]}</p>
    </section>
  );
}
