// Every program of this patient, the newest first: when and why it ended, and its pauses.
import { api } from "../../api/client";
import { count } from "../count";
import { useCard } from "../loading";
import { LoadFault } from "../Problem";
import { dayAndYear } from "../zones";

export function HistoryCard({ id, changed }: { id: string; changed: number }) {
  const path = { params: { path: { patient_id: id } } };
  const programs = useCard(
    "The history of programs",
    () => api.GET("/api/v1/patients/{patient_id}/program/history", path),
    [id, changed],
  );
  if (!programs.data?.length && !programs.problem) return null;
  return (
    <section class="card stack" aria-label="History of programs">
      <h2>History of programs</h2>
      <LoadFault of={programs} />
      <ul class="stack">
        {programs.data?.map((program) => (
          <li key={program.id}>
            <b>{program.name}</b>, {count(program.versions, "version")}
            <br />
            <span class="small">
              {dayAndYear(program.start_on)} – {program.ended_on ? dayAndYear(program.ended_on) : "today"}
              {program.ended_on &&
                (program.ended_because
                  ? `. Ended by ${program.ended_by || "a colleague"}: ${program.ended_because}`
                  : ". Replaced by another program, or ended without a reason.")}
            </span>
            {program.pauses.map((pause) => (
              <span class="small" key={pause.from_on}>
                <br />
                Paused {dayAndYear(pause.from_on)} – {pause.until_on ? dayAndYear(pause.until_on) : "today"}
                {pause.planned_until && ` (planned until ${dayAndYear(pause.planned_until)})`} by {pause.by}:{" "}
                {pause.because}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
