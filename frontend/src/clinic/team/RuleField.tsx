// A number that the definitions leave to the clinic, with what it decides.
import type { ClinicSettings } from "../types";

interface Rule {
  name: "emergency_after_minutes" | "headache_min_minutes" | "keeps_records_years";
  label: string;
  min: number;
  max: number;
  about: string;
}

export const RULES: Rule[] = [
  {
    name: "emergency_after_minutes",
    label: "Minutes until an emergency answer that nobody has marked as reviewed also goes to the leads",
    min: 5,
    max: 240,
    about:
      "Within office hours; outside them, when the clinic opens next. It is sent again until someone has marked it as reviewed. Without office hours the clock never stops.",
  },
  {
    name: "headache_min_minutes",
    label: "From how many minutes does a headache count as a headache day?",
    min: 1,
    max: 240,
    about:
      "30 minutes is usual. A headache with medicine, or without a length, counts whatever this says. All numbers of the clinic’s patients are recalculated.",
  },
  {
    name: "keeps_records_years",
    label: "How many years must the clinic keep the record of a patient who asks to have it deleted?",
    min: 0,
    max: 40,
    about:
      "0 deletes it at once. Otherwise it is locked: nobody opens it, and it is deleted when the time is over. Ask whoever advises you on the law of your country.",
  },
];

interface Props {
  rule: Rule;
  value: ClinicSettings[Rule["name"]];
  disabled: boolean;
  onChange: (value: number) => void;
}

export function RuleField({ rule: { label, min, max, about }, value, disabled, onChange }: Props) {
  return (
    <>
      <label class="field">
        <span>{label}</span>
        <input
          type="number"
          min={min}
          max={max}
          required
          disabled={disabled}
          value={value}
          onInput={(event) => onChange(Number(event.currentTarget.value))}
        />
      </label>
      <p class="small soft">{about}</p>
    </>
  );
}
