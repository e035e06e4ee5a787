// What the phone does not offer because a precaution or a finding stands against it, until somebody decides.
import { precautionName } from "../program-builder/precautions";
import type { Conflict } from "../types";

export function ConflictsCard({ id, conflicts }: { id: string; conflicts: Conflict[] }) {
  if (conflicts.length === 0) return null;
  return (
    <section class="card stack red-flags" aria-label="Held exercises">
      <h2>Held on the phone until you decide</h2>
      <ul class="stack">
        {conflicts.map((each) => (
          <li key={each.exercise}>
            <b>{each.name}</b>: {each.tags.map(precautionName).join(", ")}
          </li>
        ))}
      </ul>
      <p>Take it out, choose another exercise, or keep it and say why.</p>
      <p>
        <a class="button-soft" href={`/clinic/patients/${id}/program`}>
          Decide in the program
        </a>
      </p>
    </section>
  );
}
