// The parts of quiet times: days away, quiet hours, and how much and how plainly Nod reminds.
import { dateInWords } from "../../i18n";
import { today } from "../state";
import type { Preferences } from "./forms";
import { say } from "./quiet-words";

const CAPS = [7, 14, 21, 28];

interface Props {
  wishes: Preferences;
  faultOf: (field: keyof Preferences) => string | undefined;
  onChange: (change: Partial<Preferences>) => void;
}

export function Away({
  wishes,
  faultOf,
  onChange,
  onSave,
}: Props & { onSave: (change: Partial<Preferences>) => void }) {
  if (wishes.away_from === null)
    return (
      <div class="stack">
        <button
          type="button"
          class="button-soft"
          onClick={() => onSave({ away_from: today.value, away_until: today.value })}
        >
          {say("today")}
        </button>
        <button
          type="button"
          class="button-soft"
          onClick={() => onChange({ away_from: today.value, away_until: null })}
        >
          {say("away")}
        </button>
      </div>
    );
  return (
    <>
      <p>{awayInWords(wishes)}</p>
      <div class="spans">
        <DateField
          label={say("from")}
          value={wishes.away_from}
          fault={faultOf("away_from")}
          onInput={(away_from) => onChange({ away_from: away_from || today.value })}
        />
        <DateField
          label={say("until")}
          value={wishes.away_until ?? ""}
          fault={faultOf("away_until")}
          onInput={(away_until) => onChange({ away_until: away_until || null })}
        />
      </div>
      <button type="button" class="button-soft" onClick={() => onSave({ away_from: null, away_until: null })}>
        {say("back")}
      </button>
    </>
  );
}

export function Hours({ wishes, faultOf, onChange }: Props) {
  return (
    <fieldset class="plain-set">
      <legend>{say("hours")}</legend>
      <div class="two">
        <TimeField
          label={say("from")}
          value={wishes.quiet_from}
          fault={faultOf("quiet_from")}
          onInput={(quiet_from) => onChange({ quiet_from })}
        />
        <TimeField
          label={say("to")}
          value={wishes.quiet_to}
          fault={faultOf("quiet_to")}
          onInput={(quiet_to) => onChange({ quiet_to })}
        />
      </div>
      <p class="small soft">{say("hours.text")}</p>
    </fieldset>
  );
}

export function HowMuch({ wishes, faultOf, onChange }: Props) {
  return (
    <>
      <label class="field">
        <span>{say("cap")}</span>
        <select
          value={String(wishes.weekly_cap ?? "")}
          onChange={(event) => onChange({ weekly_cap: Number(event.currentTarget.value) || null })}
        >
          {caps(wishes.weekly_cap).map((cap) => (
            <option key={cap} value={String(cap)}>
              {say("cap.n", { n: cap })}
            </option>
          ))}
          <option value="">{say("cap.none")}</option>
        </select>
        {faultOf("weekly_cap") && <span class="fault">{faultOf("weekly_cap")}</span>}
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={wishes.by_email}
          onChange={(event) => onChange({ by_email: event.currentTarget.checked })}
        />
        <span>{say("mail")}</span>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={wishes.clear_text}
          onChange={(event) => onChange({ clear_text: event.currentTarget.checked })}
        />
        <span>
          {say("clear")}
          <br />
          <span class="small soft">{say("clear.text")}</span>
        </span>
      </label>
    </>
  );
}

/** The usual limits, and the one that was chosen elsewhere. */
function caps(chosen: number | null): number[] {
  return [...new Set([...CAPS, ...(chosen ? [chosen] : [])])].sort((one, other) => one - other);
}

function awayInWords({ away_from, away_until }: Preferences): string {
  const from = dateInWords(away_from ?? "");
  if (away_until === null) return say("away.open", { from });
  return away_until === away_from
    ? say("away.day", { from })
    : say("away.span", { from, until: dateInWords(away_until) });
}

interface FieldProps {
  label: string;
  value: string;
  fault: string | undefined;
  onInput: (value: string) => void;
}

function DateField({ label, value, fault, onInput }: FieldProps) {
  return (
    <label class="field">
      <span class="small">{label}</span>
      <input type="date" value={value} onInput={(event) => onInput(event.currentTarget.value)} />
      {fault && <span class="fault">{fault}</span>}
    </label>
  );
}

function TimeField({ label, value, fault, onInput }: FieldProps) {
  return (
    <label class="field">
      <span class="small">{label}</span>
      <input
        type="time"
        required
        value={value.slice(0, 5)}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {fault && <span class="fault">{fault}</span>}
    </label>
  );
}
