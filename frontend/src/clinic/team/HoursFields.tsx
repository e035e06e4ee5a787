// When somebody is at the clinic: one span a weekday; a day that is not ticked is closed.
import type { OfficeHours } from "../types";

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

interface Props {
  hours: OfficeHours[];
  disabled: boolean;
  zone: string;
  onChange: (hours: OfficeHours[]) => void;
}

export function HoursFields({ hours, disabled, zone, onChange }: Props) {
  const others = (weekday: number) => hours.filter((each) => each.weekday !== weekday);
  const set = (weekday: number, change: Partial<OfficeHours>) => {
    const before = hours.find((each) => each.weekday === weekday);
    const next = { weekday, opens: "08:00", closes: "17:00", ...before, ...change };
    onChange([...others(weekday), next].sort((one, other) => one.weekday - other.weekday));
  };
  return (
    <fieldset class="office-hours" disabled={disabled}>
      <legend>Office hours ({zone})</legend>
      {DAYS.map((name, weekday) => {
        const span = hours.find((each) => each.weekday === weekday);
        return (
          <div class="row" key={name}>
            <label class="tick">
              <input
                type="checkbox"
                checked={span !== undefined}
                onChange={(event) =>
                  event.currentTarget.checked ? set(weekday, {}) : onChange(others(weekday))
                }
              />
              {name}
            </label>
            {span ? (
              <span class="row tight">
                <input
                  type="time"
                  required
                  aria-label={`${name}, opens`}
                  value={span.opens}
                  onInput={(event) => set(weekday, { opens: event.currentTarget.value })}
                />
                <input
                  type="time"
                  required
                  aria-label={`${name}, closes`}
                  value={span.closes}
                  onInput={(event) => set(weekday, { closes: event.currentTarget.value })}
                />
              </span>
            ) : (
              <span class="small soft">closed</span>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
