// "My three activities" and the other measures in our own words. What is typed is kept until it is saved.
import { useRef, useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import { language, t } from "../../i18n";
import { draft, keepDraft } from "../../store/drafts";
import type { MeasureContent } from "../../store/library";
import { useBusy } from "../../ui/busy";
import { saveScore, snapshot, today } from "../state";

export function MeasureScreen() {
  const { params } = useRoute();
  const measure = snapshot.value?.library?.measure.find(({ slug }) => slug === params.slug);
  if (measure?.kind !== "own_wording") return <p class="card">{t("measure.missing")}</p>;
  return <Rating measure={measure} />;
}

function Rating({ measure }: { measure: MeasureContent }) {
  const { route } = useLocation();
  const last = (snapshot.value?.scores ?? []).filter((score) => score.measure === measure.slug).at(-1);
  const names = measure.slug === "activities";
  const draftName = `measure ${measure.slug}`;
  const [rows, setRows] = useState<[string, number | null][]>(
    () => typedToday(draftName) ?? firstRows(measure, last?.values),
  );
  // A quick touch may come before the screen was drawn anew.
  const latest = useRef(rows);
  const { isBusy, once } = useBusy();
  const keep = (place: number, row: [string, number | null]) => {
    latest.current = latest.current.map((each, index) => (index === place ? row : each));
    keepDraft(draftName, { on: today.value, rows: latest.current });
    setRows(latest.current);
  };
  const whole = rows.filter(([name, value]) => name.trim() && value !== null) as [string, number][];
  const save = async () => {
    await saveScore({
      occurred_on: today.value,
      measure: measure.slug,
      values: Object.fromEntries(whole.map(([name, value]) => [name.trim(), value])),
    });
    keepDraft(draftName, null);
    route("/app/", true);
  };
  return (
    <>
      <h1>{measure.name[language.value]}</h1>
      <p>{measure.question?.[language.value]}</p>
      {rows.map(([name, value], place) => (
        <section class="card stack" key={names ? place : name}>
          {names && (
            <label class="field">
              <span>{t("measure.activity", { n: place + 1 })}</span>
              <input
                type="text"
                maxLength={60}
                value={name}
                placeholder={t("measure.example")}
                onInput={(event) => keep(place, [event.currentTarget.value, value])}
              />
            </label>
          )}
          <label class="field">
            <span>
              {!names && rows.length > 1 ? t(`measure.${name}` as "measure.lost") : t("measure.how")}
            </span>
            <input
              type="range"
              min={measure.range.min}
              max={measure.range.max}
              step={measure.range.step ?? 1}
              value={value ?? Math.round((measure.range.min + measure.range.max) / 2)}
              aria-valuetext={value === null ? t("measure.unset") : String(value)}
              onInput={(event) => keep(place, [name, Number(event.currentTarget.value)])}
            />
            <span class="row between small soft" aria-hidden="true">
              <span>{measure.low?.[language.value]}</span>
              <b class="range-value">{value ?? "?"}</b>
              <span>{measure.high?.[language.value]}</span>
            </span>
          </label>
        </section>
      ))}
      <button
        type="button"
        class="button wide"
        disabled={whole.length === 0}
        aria-busy={isBusy}
        onClick={() => void once(save)}
      >
        {t("diary.save")}
      </button>
    </>
  );
}

function firstRows(
  measure: MeasureContent,
  last: Record<string, number> | undefined,
): [string, number | null][] {
  if (measure.slug === "activities") {
    const names = Object.keys(last ?? {});
    return Array.from({ length: measure.items ?? 3 }, (_, place) => [names[place] ?? "", null]);
  }
  if (measure.slug === "lost-days")
    return [
      ["lost", null],
      ["slowed", null],
    ];
  return [["value", null]];
}

/** What was typed on an earlier day and never saved is no answer for today. */
function typedToday(name: string): [string, number | null][] | null {
  const typed = draft<{ on: string; rows: [string, number | null][] }>(name);
  return typed?.on === today.value ? typed.rows : null;
}
