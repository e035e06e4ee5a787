// What the patient logged in four weeks: the diary as a calendar, and every session exactly as it was done.
import { useState } from "preact/hooks";
import { api } from "../../api/client";
import { addDays } from "../../domain/dates";
import { count } from "../count";
import { useCard } from "../loading";
import { LoadFault } from "../Problem";
import type { Logbook } from "../types";
import { day } from "../zones";

type Fields = Record<string, unknown>;

const SIDES: Record<string, string> = { left: ", left side", right: ", right side" };
const SKIPS: Record<string, string> = {
  pain: "because of pain",
  no_time: "no time",
  unsure: "unsure how",
  no_equipment: "no equipment",
  headache_rule: "headache-day rule",
  other: "another reason",
};

export function LogbookCard({ id }: { id: string }) {
  const [view, setView] = useState<"diary" | "sessions">("diary");
  const params = { path: { patient_id: id }, query: { days: 28 } };
  const logbook = useCard("The logbook", () => api.GET("/api/v1/patients/{patient_id}/logbook", { params }), [
    id,
  ]);
  const book = logbook.data;
  return (
    <section class="card stack" aria-label="Logbook">
      <div class="row between">
        <h2>Logged in four weeks</h2>
        <span class="row">
          {(["diary", "sessions"] as const).map((each) => (
            <button
              key={each}
              type="button"
              class="chip"
              aria-pressed={view === each}
              onClick={() => setView(each)}
            >
              {each === "diary" ? "Diary" : "Sessions"}
            </button>
          ))}
        </span>
      </div>
      <LoadFault of={logbook} />
      {book && (view === "diary" ? <Calendar book={book} /> : <Sessions book={book} />)}
    </section>
  );
}

function Calendar({ book }: { book: Logbook }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const byDate = new Map(book.days.map((each) => [each.occurred_on, each.fields as Fields]));
  const dates = Array.from({ length: 28 }, (_, offset) => addDays(book.first, offset));
  const fields = chosen ? byDate.get(chosen) : undefined;
  return (
    <>
      <div class="days">
        {dates.map((date) => {
          const found = byDate.get(date);
          const answer = found?.headache;
          const pain = answer ? Number(found?.peak_intensity ?? 0) : 0;
          const words =
            answer === true
              ? `headache${pain ? `, worst pain ${pain}` : ""}`
              : answer === false
                ? "no headache"
                : "not recorded";
          return (
            <button
              key={date}
              type="button"
              class="day"
              data-answer={String(answer ?? "unknown")}
              aria-pressed={chosen === date}
              onClick={() => setChosen(chosen === date ? null : date)}
            >
              <span class="visually-hidden">
                {day(date)}: {words}
              </span>
              <span class="small" aria-hidden="true">
                {Number(date.slice(8))}
              </span>
              <b aria-hidden="true">{answer === true ? pain || "•" : answer === false ? "–" : ""}</b>
            </button>
          );
        })}
      </div>
      {chosen && (
        <div class="notice">
          <b>{day(chosen)}</b> {fields ? describe(fields) : "Nothing recorded: unknown, not headache-free."}
        </div>
      )}
      {!chosen && <p class="small soft">Choose a day to see everything that was recorded.</p>}
    </>
  );
}

function describe(fields: Fields): string {
  const medicines =
    (fields.medicines as { class: string; name?: string; doses?: number }[] | undefined) ?? [];
  const shown = Object.entries(fields)
    .filter(
      ([name, value]) =>
        name !== "medicines" &&
        value !== null &&
        value !== "" &&
        !(Array.isArray(value) && value.length === 0),
    )
    .map(([name, value]) => {
      const text = Array.isArray(value)
        ? value.join(", ")
        : value === true
          ? "yes"
          : value === false
            ? "no"
            : value;
      return `${name.replaceAll("_", " ")}: ${String(text).replaceAll("_", " ")}`;
    });
  const taken = medicines.map(
    (each) => `${each.doses ?? 1} × ${each.name || each.class.replaceAll("_", " ")}`,
  );
  return [...shown, ...(taken.length > 0 ? [`medicine: ${taken.join(", ")}`] : [])].join(" · ");
}

function Sessions({ book }: { book: Logbook }) {
  if (book.sessions.length === 0) return <p class="soft">No session in four weeks.</p>;
  return (
    <ol class="stack session-list">
      {book.sessions.map((session) => (
        <li key={session.id}>
          <details>
            <summary>
              <b>{day(session.occurred_on)}</b>, {session.slot} · {session.minutes} min ·{" "}
              {session.exercises.filter((each) => each.outcome !== "skipped").length} of{" "}
              {session.exercises.length} done
              {session.rule_followed && ` · headache-day rule: ${session.rule_followed}`}
              {session.pain_after !== null && ` · pain after ${session.pain_after}`}
              {session.effort !== null && ` · effort ${session.effort}`}
            </summary>
            <ul>
              {session.exercises.map((each) => (
                <li key={each.name}>
                  {each.name}
                  {SIDES[each.side] ?? ""}: {each.outcome}
                  {each.outcome === "skipped"
                    ? `, ${SKIPS[each.skip_reason] ?? "no reason given"}`
                    : `, ${each.sets_done} of ${count(each.sets, "set")}, ${count(each.reps_done, "repetition")}`}
                  {each.target_mmhg !== null && `, target ${each.target_mmhg} mmHg`}
                  {each.easier && `, easier version${each.instead && ` (${each.instead})`}`}
                  {each.pain !== null && `, pain ${each.pain}`}
                </li>
              ))}
            </ul>
            {session.note && <p class="notice">{session.note}</p>}
            <p class="small soft">Done under version {session.version_number} of the program.</p>
          </details>
        </li>
      ))}
    </ol>
  );
}
