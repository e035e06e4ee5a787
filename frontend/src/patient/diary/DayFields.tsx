// The parts of a day's entry: the question, the headache, and what every recorded day has.
import { type DayFields, NO_HEADACHE } from "../../domain/diary";
import { t } from "../../i18n";
import { Choice } from "../../ui/Choice";
import { PainScale } from "../../ui/PainScale";
import { HEADACHE_SIDES } from "../../wire/choices";
import { MedicineField } from "./MedicineField";
import { MoreFields } from "./MoreFields";

const DURATIONS = [15, 30, 60, 120, 240, 480, 1440];

interface Props {
  fields: DayFields;
  set: (change: DayFields) => void;
}

export function Question({ answer: given, set }: { answer: boolean | null | undefined; set: Props["set"] }) {
  return (
    <section class="card stack">
      <h2>{t("headache.question")}</h2>
      <div class="two">
        {([false, true] as const).map((answer) => (
          <button
            key={String(answer)}
            type="button"
            class="chip answer"
            aria-pressed={given === answer}
            onClick={() => set(answer ? { headache: true } : NO_HEADACHE)}
          >
            {t(answer ? "headache.yes" : "headache.no")}
          </button>
        ))}
      </div>
    </section>
  );
}

export function Headache({ fields, set }: Props) {
  return (
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
        options={HEADACHE_SIDES.map((side) => ({ value: side, text: t(`diary.side.${side}`) }))}
        chosen={fields.side ? [fields.side] : []}
        onToggle={(side) => set({ side: fields.side === side ? null : side })}
      />
    </section>
  );
}

export function Rest({ fields, set, hasMore }: Props & { hasMore: boolean }) {
  return (
    <section class="card stack roomy">
      <MedicineField fields={fields} set={set} />
      <PainScale
        label={t("diary.neck")}
        value={fields.neck_pain_now}
        onChange={(pain) => set({ neck_pain_now: pain })}
        low={t("diary.none")}
        high={t("diary.most")}
      />
      <details class="more" open={hasMore}>
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
  );
}

function duration(minutes: number): string {
  if (minutes === 1440) return t("diary.allday");
  return minutes < 60 ? t("diary.minutes", { n: minutes }) : t("diary.hours", { n: minutes / 60 });
}
