// One day's entry: the fast path first, the rest below it. What is typed is kept as it is typed.

import { useRef, useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import { daysBetween } from "../../domain/dates";
import { BACKFILL_DAYS, changesBetween, type DayFields } from "../../domain/diary";
import { dateInWords, t } from "../../i18n";
import { draft, keepDraft } from "../../store/drafts";
import { useBusy } from "../../ui/busy";
import { saveDay, snapshot, today } from "../state";
import { Headache, Question, Rest } from "./DayFields";

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
      <Question answer={fields.headache} set={set} />
      {fields.headache && <Headache fields={fields} set={set} />}
      {fields.headache != null && <Rest fields={fields} set={set} hasMore={more} />}
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
