// On which weekdays a reminder comes: folded away, because nearly everybody wants the usual ones.
import { EVERY_DAY, has, toggled, WEEKDAYS } from "../../domain/weekdays";
import { t, weekdayInWords } from "../../i18n";

interface Props {
  label: string;
  days: number;
  onChange: (days: number) => void;
}

export function DaysField({ label, days, onChange }: Props) {
  const chosen = WEEKDAYS.filter((weekday) => has(days, weekday));
  const words = chosen.map((weekday) => weekdayInWords(weekday, chosen.length > 1 ? "short" : "long"));
  return (
    <details class="days">
      <summary class="small soft">{days === EVERY_DAY ? t("settings.days.every") : words.join(", ")}</summary>
      <fieldset class="days-row">
        <legend class="visually-hidden">{`${t("settings.days")}: ${label}`}</legend>
        {WEEKDAYS.map((weekday) => (
          <button
            key={weekday}
            type="button"
            class="day-button"
            aria-pressed={has(days, weekday)}
            aria-label={weekdayInWords(weekday, "long")}
            onClick={() => onChange(toggled(days, weekday))}
          >
            {weekdayInWords(weekday, "narrow")}
          </button>
        ))}
      </fieldset>
    </details>
  );
}
