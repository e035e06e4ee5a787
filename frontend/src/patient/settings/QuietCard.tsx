// When Nod stays quiet, and how it speaks: days away, quiet hours, a limit for the week, mail, and clearer words.
import { useState } from "preact/hooks";
import { dateInWords, t } from "../../i18n";
import { today } from "../state";
import { type Preferences, QUIET } from "./forms";
import { SaveRow, useHeldForm } from "./held";
import { say } from "./quiet-words";

const CAPS = [7, 14, 21, 28];

export function QuietCard() {
  const form = useHeldForm(QUIET);
  const { value: wishes, save, faultOf } = form;
  const [isBackwards, setIsBackwards] = useState(false);
  const change = (next: Partial<Preferences>) => {
    setIsBackwards(false);
    form.change(next);
  };
  if (!wishes)
    return (
      <section class="card stack">
        <h2>{say("title")}</h2>
        <p class="small soft">{form.isOffline ? t("settings.reminder.offline") : "…"}</p>
      </section>
    );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (form.status === "saving") return;
    const { away_from, away_until } = wishes;
    if (away_from && away_until && away_until < away_from) setIsBackwards(true);
    else save();
  };
  const away = wishes.away_from !== null;
  return (
    <form class="card stack" onSubmit={submit}>
      <h2>{say("title")}</h2>
      {away ? (
        <>
          <p>{awayInWords(wishes)}</p>
          <div class="spans">
            <DateField
              label={say("from")}
              value={wishes.away_from ?? ""}
              fault={faultOf("away_from")}
              onInput={(away_from) => change({ away_from: away_from || today.value })}
            />
            <DateField
              label={say("until")}
              value={wishes.away_until ?? ""}
              fault={isBackwards ? say("backwards") : faultOf("away_until")}
              onInput={(away_until) => change({ away_until: away_until || null })}
            />
          </div>
          <button
            type="button"
            class="button-soft"
            onClick={() => save({ away_from: null, away_until: null })}
          >
            {say("back")}
          </button>
        </>
      ) : (
        <div class="stack">
          <button
            type="button"
            class="button-soft"
            onClick={() => save({ away_from: today.value, away_until: today.value })}
          >
            {say("today")}
          </button>
          <button
            type="button"
            class="button-soft"
            onClick={() => change({ away_from: today.value, away_until: null })}
          >
            {say("away")}
          </button>
        </div>
      )}
      <fieldset class="plain-set">
        <legend>{say("hours")}</legend>
        <div class="two">
          <TimeField
            label={say("from")}
            value={wishes.quiet_from}
            fault={faultOf("quiet_from")}
            onInput={(quiet_from) => change({ quiet_from })}
          />
          <TimeField
            label={say("to")}
            value={wishes.quiet_to}
            fault={faultOf("quiet_to")}
            onInput={(quiet_to) => change({ quiet_to })}
          />
        </div>
        <p class="small soft">{say("hours.text")}</p>
      </fieldset>
      <label class="field">
        <span>{say("cap")}</span>
        <select
          value={String(wishes.weekly_cap ?? "")}
          onChange={(event) => change({ weekly_cap: Number(event.currentTarget.value) || null })}
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
          onChange={(event) => change({ by_email: event.currentTarget.checked })}
        />
        <span>{say("mail")}</span>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={wishes.clear_text}
          onChange={(event) => change({ clear_text: event.currentTarget.checked })}
        />
        <span>
          {say("clear")}
          <br />
          <span class="small soft">{say("clear.text")}</span>
        </span>
      </label>
      <SaveRow label={say("save")} status={form.status} fault={form.fault} />
    </form>
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
