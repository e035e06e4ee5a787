// The numbers of a dose, the side, and where a cuff is used its target.
import type { ProgramLine } from "../types";

const FIELDS = [
  { key: "sets", text: "Sets", min: 1, max: 10 },
  { key: "reps", text: "Repetitions", min: 1, max: 50 },
  { key: "hold_seconds", text: "Hold (s)", min: 0, max: 7200 },
  { key: "rest_seconds", text: "Rest (s)", min: 0, max: 300 },
  { key: "per_day", text: "Times a day", min: 1, max: 12 },
  { key: "days_week", text: "Days a week", min: 1, max: 7 },
] as const;

const ONE_SIDE = [
  { value: "", text: "Choose…" },
  { value: "left", text: "Left" },
  { value: "right", text: "Right" },
] as const;

const SIDES = [
  { value: "none", text: "No side" },
  { value: "each", text: "Each side" },
  { value: "alternate", text: "In turn" },
  { value: "left", text: "Left" },
  { value: "right", text: "Right" },
] as const;

/** What a cuff's dial is read at. */
const TARGETS = [20, 22, 24, 26, 28, 30];

interface Props {
  item: ProgramLine;
  /** Done to one side only, which the therapist chooses. */
  oneSided: boolean;
  /** Done with a pressure cuff, whose target the therapist sets. */
  hasTarget: boolean;
  onChange: (item: ProgramLine) => void;
}

export function DoseFields({ item, oneSided, hasTarget, onChange }: Props) {
  return (
    <div class="dose-fields">
      {FIELDS.map(({ key, text, min, max }) => (
        <label class="field" key={key}>
          <span class="small">{text}</span>
          <input
            type="number"
            inputMode="numeric"
            required
            min={min}
            max={max}
            value={item[key]}
            onInput={(event) => onChange({ ...item, [key]: event.currentTarget.valueAsNumber })}
          />
        </label>
      ))}
      <label class="field">
        <span class="small">{oneSided ? "Side to turn to" : "Side"}</span>
        <select
          value={item.side}
          required
          onChange={(event) => onChange({ ...item, side: event.currentTarget.value as ProgramLine["side"] })}
        >
          {(oneSided ? ONE_SIDE : SIDES).map(({ value, text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </label>
      {hasTarget && (
        <label class="field">
          <span class="small">Cuff target (mmHg)</span>
          <select
            value={item.target_mmhg ?? ""}
            required
            onChange={(event) =>
              onChange({ ...item, target_mmhg: Number(event.currentTarget.value) || null })
            }
          >
            <option value="">Choose…</option>
            {TARGETS.map((target) => (
              <option key={target} value={target}>
                {target}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}
