// One day's entry: the fast path first, the rest below it. What is typed is kept as it is typed.

import { useRef, useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import { daysBetween } from "../../domain/dates";
import { BACKFILL_DAYS, changesBetween, type DayFields, NO_HEADACHE } from "../../domain/diary";
import { dateInWords, t } from "../../i18n";
import { draft, keepDraft } from "../../store/drafts";
import { useBusy } from "../../ui/busy";
import { Choice } from "../../ui/Choice";
import { PainScale } from "../../ui/PainScale";
import { saveDay, snapshot, today } from "../state";
import { MedicineField } from "./MedicineField";
import { MoreFields } from "./MoreFields";

const DURATIONS = [15, 30, 60, 120, 240, 480, 1440];
const SIDES = ["left", "right", "both", "switches", "middle"] as const;

export function DayScreen() {
  const { params } = useRoute();
  const { route } = useLocation();
  const date = params.date === "today" ? today.value : (params.date ?? today.value);
  const saved = snapshot.value?.days.get(date)?.fields ?? {};
  const name = `day ${date}`;
  const [fields, setFields] = useState<DayFields>(() => ({ ...saved, ...draft<DayFields>(name) }));
  // As it was when the day was opened: a section must not close under somebody's thumb.
  const [more] = useState(() => hasMore(fields));
  const age = daysBetween(date, today.value);
  const latest = useRef(fields);
  const { isBusy, once } = useBusy();

  if (!/^\d{4}-\d\d-\d\d$/.test(date) || age < 0 || age > BACKFILL_DAYS)
    return <p class="card">{age < 0 ? t("diary.future") : t("diary.closed")}</p>;

  const set = (change: DayFields) => {
    latest.current = { ...latest.current, ...change };
    // At once, not after the screen was drawn: a phone may close the app in between. Only what was touched here, or a
    // draft of the whole day would later undo what another phone wrote.
    const changes = changesBetween(saved, latest.current);
    keepDraft(name, Object.keys(changes).length > 0 ? changes : null);
    setFields(latest.current);
  };
  const save = async () => {
    // Not `fields`: a quick tap may come before the screen was drawn anew.
    await saveDay(date, latest.current);
    keepDraft(name, null);
    route(date === today.value ? "/app/" : "/app/diary");
  };

  return (
    <>
      <h1>{dateInWords(date, { weekday: "long", month: "long" })}</h1>
      <section class="card stack">
        <h2>{t("headache.question")}</h2>
        <div class="two">
          {([false, true] as const).map((answer) => (
            <button
              key={String(answer)}
              type="button"
              class="chip answer"
              aria-pressed={fields.headache === answer}
              onClick={() => set(answer ? { headache: true } : NO_HEADACHE)}
            >
              {t(answer ? "headache.yes" : "headache.no")}
            </button>
          ))}
        </div>
      </section>
      {fields.headache && (
        <section class="card stack roomy">
          <PainScale
            label={t("diary.worst")}
            value={fields.peak_intensity}
            onChange={(pain) => set({ peak_intensity: pain })}
            low={t("diary.none")}
            high={t("diary.most")}
          />
          <Choice
            label={t("diary.howlong")}
            options={DURATIONS.map((minutes) => ({ value: minutes, text: duration(minutes) }))}
            chosen={fields.duration_min == null ? [] : [fields.duration_min]}
            onToggle={(minutes) => set({ duration_min: fields.duration_min === minutes ? null : minutes })}
          />
          <Choice
            label={t("diary.side")}
            options={SIDES.map((side) => ({ value: side, text: t(`diary.side.${side}`) }))}
            chosen={fields.side ? [fields.side] : []}
            onToggle={(side) => set({ side: fields.side === side ? null : side })}
          />
        </section>
      )}
      {fields.headache != null && (
        <section class="card stack roomy">
          <MedicineField fields={fields} set={set} />
          <PainScale
            label={t("diary.neck")}
            value={fields.neck_pain_now}
            onChange={(pain) => set({ neck_pain_now: pain })}
            low={t("diary.none")}
            high={t("diary.most")}
          />
          <details class="more" open={more}>
            <summary>{t("diary.more")}</summary>
            <MoreFields fields={fields} set={set} />
          </details>
          <label class="field">
            <span>{t("diary.note")}</span>
            <textarea
              maxLength={1000}
              value={fields.note ?? ""}
              onInput={(event) => set({ note: event.currentTarget.value || null })}
            />
          </label>
        </section>
      )}
      <button
        type="button"
        class="button wide"
        disabled={fields.headache == null}
        aria-busy={isBusy}
        onClick={() => void once(save)}
      >
        {t("diary.save")}
      </button>
    </>
  );
}

/** Something below the fold was filled in before: show it. */
function hasMore(fields: DayFields): boolean {
  const more = [
    "regions",
    "onset_time",
    "average_intensity",
    "quality",
    "with_it",
    "lost_time",
    "stress",
  ] as const;
  return more.some((name) => fields[name] != null);
}

function duration(minutes: number): string {
  if (minutes === 1440) return t("diary.allday");
  return minutes < 60 ? t("diary.minutes", { n: minutes }) : t("diary.hours", { n: minutes / 60 });
}
