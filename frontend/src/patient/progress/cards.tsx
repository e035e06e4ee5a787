// The numbers of progress, a card each: the same as the therapist sees.
import { activity } from "../../domain/activity";
import { addDays, type LocalDate } from "../../domain/dates";
import { type DiaryDay, last28Days } from "../../domain/headache-days";
import { medicineUse } from "../../domain/medicine-days";
import { isSession, monthlyBefore } from "../../domain/progress";
import { oneDecimal } from "../../domain/ratio";
import { findResponse } from "../../domain/response";
import { className } from "../diary/medicines";
import { snapshot } from "../state";
import { say } from "./words";

interface Props {
  days: DiaryDay[];
  /** The last date that is over. */
  closed: LocalDate;
}

export function HeadacheCard({ days, closed }: Props) {
  const state = snapshot.value;
  const now = last28Days(days, closed);
  const before = monthlyBefore(state?.before ?? null, state?.baseline?.headache_days_28);
  const change = findResponse(before, now.monthly);
  const about = now.quality === "estimated" ? `${say("about")} ` : "";
  return (
    <section class="card stack">
      <h2>{say("days")}</h2>
      {now.monthly === null ? (
        <p>{say("few", { n: now.recordedDays })}</p>
      ) : (
        <>
          <p class="big-number">
            {about}
            {oneDecimal(now.monthly)}
          </p>
          <p class="soft">{say("of", { h: now.headacheDays, n: now.recordedDays })}</p>
          {before && change.changePct && (
            <p>
              {say("before", { n: String(oneDecimal(before)) })}{" "}
              {say(change.changePct.num > 0 ? "fewer" : change.changePct.num < 0 ? "more" : "same", {
                n: Math.abs(oneDecimal(change.changePct) ?? 0),
              })}
            </p>
          )}
        </>
      )}
    </section>
  );
}

/** Days with a session; no day without it is counted against anybody. */
export function ExerciseCard({ closed }: Pick<Props, "closed">) {
  const done = (snapshot.value?.sessions ?? []).filter(isSession).map(({ occurred_on }) => occurred_on);
  const { activeDays, bestRun } = activity(done, addDays(closed, -27), closed);
  return (
    <section class="card stack">
      <h2>{say("exercise")}</h2>
      <p>{activeDays === 0 ? say("exercise.none") : say("exercise.days", { n: activeDays })}</p>
      {bestRun > 1 && <p class="soft">{say("exercise.run", { n: bestRun })}</p>}
    </section>
  );
}

export function MedicineCard({ days, closed }: Props) {
  const use = medicineUse(days, closed);
  return (
    <section class="card stack">
      <h2>{say("medicine")}</h2>
      {Object.keys(use.days).length === 0 && (
        <p>{say(use.anyDays === null ? "medicine.unknown" : "medicine.none")}</p>
      )}
      {Object.entries(use.days).map(([kind, count]) => (
        <p key={kind}>{say("medicine.days", { name: className(kind as "simple"), n: count })}</p>
      ))}
      {(Object.keys(use.levels).length > 0 || use.atLimit) && (
        <p class="notice">
          {use.atLimit ? say("medicine.reached") : say("medicine.near", { n: use.anyDays ?? 0 })}
        </p>
      )}
    </section>
  );
}

export function ActivitiesCard() {
  const activities = (snapshot.value?.scores ?? []).filter((score) => score.measure === "activities");
  return (
    <section class="card stack">
      <h2>{say("activities")}</h2>
      {activities.length === 0 && <p class="soft">{say("activities.none")}</p>}
      {Object.entries(activities.at(-1)?.values ?? {}).map(([name, value]) => (
        <p key={name} class="row between">
          <span>{name}</span>
          <b>
            {activities[0]?.values[name] !== undefined && activities.length > 1
              ? `${activities[0].values[name]} → `
              : ""}
            {value} / 10
          </b>
        </p>
      ))}
      <a class="button-soft" href="/app/measure/activities">
        {say("activities.rate")}
      </a>
    </section>
  );
}
