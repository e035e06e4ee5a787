// The difference between two states of a program, in words.
import type { Line, LineChange } from "../../domain/program-changes";

const NAMES: Partial<Record<keyof Line, string>> = {
  sets: "sets",
  reps: "repetitions",
  hold_seconds: "hold (s)",
  rest_seconds: "rest (s)",
  per_day: "times a day",
  days_week: "days a week",
  side: "side",
  target_mmhg: "cuff target (mmHg)",
  note: "note",
};
const KINDS = { added: "New", removed: "Removed", changed: "Changed", moved: "Moved" };

export function ChangeList({ changes }: { changes: LineChange[] }) {
  if (changes.length === 0) return <p class="soft">No exercise differs.</p>;
  return (
    <ul class="change-list">
      {changes.map((change) => (
        <li key={change.exercise}>
          <b class="tag" data-kind={change.kind}>
            {KINDS[change.kind]}
          </b>
          {change.name}
          {change.fields.map((field) => (
            <span key={field.name} class="small">
              {" "}
              {NAMES[field.name]}: <del>{field.before || "none"}</del> <ins>{field.after || "none"}</ins>
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
