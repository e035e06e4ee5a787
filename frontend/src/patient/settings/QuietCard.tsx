// When Nod stays quiet, and how it speaks: days away, quiet hours, a limit for the week, mail, and clearer words.
import { useEffect, useState } from "preact/hooks";
import { api } from "../../api/client";
import type { components } from "../../api/schema";
import { dateInWords, t } from "../../i18n";
import { today } from "../state";

type Preferences = components["schemas"]["Preferences"];

const CAPS = [7, 14, 21, 28];

export function QuietCard() {
  const [wishes, setWishes] = useState<Preferences | null>(null);
  const [result, setResult] = useState<"saved" | "offline" | "backwards" | null>(null);
  useEffect(() => {
    api.GET("/api/v1/reminders/preferences").then(
      ({ data }) => data && setWishes(data),
      () => setResult("offline"),
    );
  }, []);
  const change = (next: Partial<Preferences>) => {
    setResult(null);
    if (wishes) setWishes({ ...wishes, ...next });
  };
  const save = async (next: Preferences) => {
    if (next.away_from && next.away_until && next.away_until < next.away_from) return setResult("backwards");
    try {
      const { data } = await api.PUT("/api/v1/reminders/preferences", { body: next });
      if (!data) throw new Error("refused");
      setWishes(data);
      setResult("saved");
    } catch {
      setResult("offline");
    }
  };
  if (!wishes)
    return (
      <section class="card stack">
        <h2>{t("quiet.title")}</h2>
        <p class="small soft">{result === "offline" ? t("settings.reminder.offline") : "…"}</p>
      </section>
    );
  const away = wishes.away_from !== null;
  return (
    <form
      class="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save(wishes);
      }}
    >
      <h2>{t("quiet.title")}</h2>
      {away ? (
        <>
          <p>{awayInWords(wishes)}</p>
          <div class="spans">
            <DateField
              label={t("quiet.from")}
              value={wishes.away_from ?? ""}
              onInput={(away_from) => change({ away_from: away_from || today.value })}
            />
            <DateField
              label={t("quiet.until")}
              value={wishes.away_until ?? ""}
              onInput={(away_until) => change({ away_until: away_until || null })}
            />
          </div>
          <button
            type="button"
            class="button-soft"
            onClick={() => void save({ ...wishes, away_from: null, away_until: null })}
          >
            {t("quiet.back")}
          </button>
        </>
      ) : (
        <div class="stack">
          <button
            type="button"
            class="button-soft"
            onClick={() => void save({ ...wishes, away_from: today.value, away_until: today.value })}
          >
            {t("quiet.today")}
          </button>
          <button
            type="button"
            class="button-soft"
            onClick={() => change({ away_from: today.value, away_until: null })}
          >
            {t("quiet.away")}
          </button>
        </div>
      )}
      <fieldset class="plain-set">
        <legend>{t("quiet.hours")}</legend>
        <div class="two">
          <TimeField
            label={t("quiet.from")}
            value={wishes.quiet_from}
            onInput={(quiet_from) => change({ quiet_from })}
          />
          <TimeField
            label={t("quiet.to")}
            value={wishes.quiet_to}
            onInput={(quiet_to) => change({ quiet_to })}
          />
        </div>
        <p class="small soft">{t("quiet.hours.text")}</p>
      </fieldset>
      <label class="field">
        <span>{t("quiet.cap")}</span>
        <select
          value={String(wishes.weekly_cap ?? "")}
          onChange={(event) => change({ weekly_cap: Number(event.currentTarget.value) || null })}
        >
          {caps(wishes.weekly_cap).map((cap) => (
            <option key={cap} value={String(cap)}>
              {t("quiet.cap.n", { n: cap })}
            </option>
          ))}
          <option value="">{t("quiet.cap.none")}</option>
        </select>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={wishes.by_email}
          onChange={(event) => change({ by_email: event.currentTarget.checked })}
        />
        <span>{t("quiet.mail")}</span>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={wishes.clear_text}
          onChange={(event) => change({ clear_text: event.currentTarget.checked })}
        />
        <span>
          {t("quiet.clear")}
          <br />
          <span class="small soft">{t("quiet.clear.text")}</span>
        </span>
      </label>
      <button class="button-soft" type="submit">
        {t("quiet.save")}
      </button>
      {result && (
        <p class={result === "saved" ? "" : "fault"} role="status">
          {t(result === "backwards" ? "quiet.backwards" : `settings.reminder.${result}`)}
        </p>
      )}
    </form>
  );
}

/** The usual limits, and the one that was chosen elsewhere. */
function caps(chosen: number | null): number[] {
  return [...new Set([...CAPS, ...(chosen ? [chosen] : [])])].sort((one, other) => one - other);
}

function awayInWords({ away_from, away_until }: Preferences): string {
  const from = dateInWords(away_from ?? "");
  if (away_until === null) return t("quiet.away.open", { from });
  return away_until === away_from
    ? t("quiet.away.day", { from })
    : t("quiet.away.span", { from, until: dateInWords(away_until) });
}

interface FieldProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
}

function DateField({ label, value, onInput }: FieldProps) {
  return (
    <label class="field">
      <span class="small">{label}</span>
      <input type="date" value={value} onInput={(event) => onInput(event.currentTarget.value)} />
    </label>
  );
}

function TimeField({ label, value, onInput }: FieldProps) {
  return (
    <label class="field">
      <span class="small">{label}</span>
      <input
        type="time"
        required
        value={value.slice(0, 5)}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </label>
  );
}
