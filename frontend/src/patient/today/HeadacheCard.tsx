// "Headache today?": No is one tap and the day is recorded; Yes asks how bad, saves at once, and may end there.
import { useState } from "preact/hooks";
import { NO_HEADACHE } from "../../domain/diary";
import { t } from "../../i18n";
import { PainScale } from "../../ui/PainScale";
import { saveDay, snapshot, today } from "../state";

export function HeadacheCard() {
  const on = today.value;
  const fields = snapshot.value?.days.get(on)?.fields ?? {};
  const [asking, setAsking] = useState(false);

  if (asking || fields.headache === undefined || fields.headache === null)
    return (
      <section class="card stack">
        <h2>{t("headache.question")}</h2>
        <div class="two">
          <button
            type="button"
            class="button-soft answer"
            onClick={() => {
              setAsking(false);
              void saveDay(on, NO_HEADACHE);
            }}
          >
            {t("headache.no")}
          </button>
          <button
            type="button"
            class="button-soft answer"
            onClick={() => {
              setAsking(false);
              void saveDay(on, { headache: true });
            }}
          >
            {t("headache.yes")}
          </button>
        </div>
        <a class="button-quiet" href="/app/attack">
          {t("attack.title")}
        </a>
      </section>
    );

  if (fields.headache && (fields.peak_intensity === undefined || fields.peak_intensity === null))
    return (
      <section class="card stack">
        <p role="status">✓ {t("headache.saved.some")}</p>
        <PainScale
          label={t("diary.worst")}
          value={null}
          onChange={(pain) => void saveDay(on, { peak_intensity: pain })}
          low={t("diary.none")}
          high={t("diary.most")}
        />
        <a class="button-quiet" href={`/app/diary/${on}`}>
          {t("headache.change")}
        </a>
      </section>
    );

  return (
    <section class="card row between">
      <p role="status">
        ✓{" "}
        {fields.headache
          ? t("headache.saved.yes", { n: fields.peak_intensity ?? "" })
          : t("headache.saved.no")}
      </p>
      <span>
        {fields.headache ? (
          <a class="button-quiet" href={`/app/diary/${on}`}>
            {t("headache.change")}
          </a>
        ) : (
          <button type="button" class="button-quiet" onClick={() => setAsking(true)}>
            {t("headache.change")}
          </button>
        )}
      </span>
    </section>
  );
}
