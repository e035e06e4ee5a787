// At the end: pain now, how hard it was, an optional note. All of it may be left out.
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { useBusy } from "../../ui/busy";
import { PainScale } from "../../ui/PainScale";

export interface FinishAnswers {
  pain_after: number | null;
  effort: number | null;
  note: string;
}

export function FinishForm({ onSave }: { onSave: (answers: FinishAnswers) => Promise<void> }) {
  const [answers, setAnswers] = useState<FinishAnswers>({ pain_after: null, effort: null, note: "" });
  const { isBusy, once } = useBusy();
  return (
    <main class="stack screen">
      <h1>{t("session.finished")}</h1>
      <section class="card stack roomy">
        <PainScale
          label={t("session.pain.after")}
          value={answers.pain_after}
          onChange={(pain_after) => setAnswers({ ...answers, pain_after })}
          low={t("diary.none")}
          high={t("diary.most")}
        />
        <PainScale
          label={t("session.effort")}
          value={answers.effort}
          onChange={(effort) => setAnswers({ ...answers, effort })}
          low={t("session.effort.low")}
          high={t("session.effort.high")}
        />
        <label class="field">
          <span>{t("diary.note")}</span>
          <textarea
            maxLength={1000}
            value={answers.note}
            onInput={(event) => setAnswers({ ...answers, note: event.currentTarget.value })}
          />
        </label>
      </section>
      <button
        type="button"
        class="button wide"
        aria-busy={isBusy}
        onClick={() => void once(() => onSave(answers))}
      >
        {t("session.save")}
      </button>
    </main>
  );
}
