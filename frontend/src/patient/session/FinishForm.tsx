// At the end: pain during the exercises and now, how hard it was, an optional note. All of it may be left out.
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { useBusy } from "../../ui/busy";
import { Choice } from "../../ui/Choice";
import { PainScale } from "../../ui/PainScale";
import { say } from "./finish-words";
import type { PainDuring } from "./record";

export interface FinishAnswers {
  pain_after: number | null;
  effort: number | null;
  note: string;
}

interface Props {
  /** What was done, by name; `pain` is what was said in the middle of it. Empty: nothing was done. */
  done: { id: string; name: string; pain: number | null | undefined }[];
  onSave: (answers: FinishAnswers, during: PainDuring) => Promise<void>;
}

export function FinishForm({ done, onSave }: Props) {
  const [answers, setAnswers] = useState<FinishAnswers>({ pain_after: null, effort: null, note: "" });
  const [during, setDuring] = useState<PainDuring>(() => saidBefore(done));
  const { isBusy, once } = useBusy();
  return (
    <main class="stack screen">
      <h1>{t("session.finished")}</h1>
      <section class="card stack roomy">
        {done.length > 0 && <During done={done} during={during} onChange={setDuring} />}
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
        onClick={() => void once(() => onSave(answers, during))}
      >
        {t("session.save")}
      </button>
    </main>
  );
}

/** Once for the session; which exercises it was is asked only when it hurt, and there are several. */
function During({
  done,
  during,
  onChange,
}: Pick<Props, "done"> & { during: PainDuring; onChange: (during: PainDuring) => void }) {
  const { pain, hurt } = during;
  return (
    <>
      <PainScale
        label={say("during")}
        value={pain}
        onChange={(value) => onChange({ ...during, pain: value })}
        low={t("diary.none")}
        high={t("diary.most")}
      />
      <button
        type="button"
        class="button-soft"
        aria-pressed={pain === 0}
        onClick={() => onChange({ pain: 0, hurt: [] })}
      >
        {say("none")}
      </button>
      {pain !== null && pain > 0 && done.length > 1 && (
        <div class="stack">
          <Choice
            label={say("which")}
            options={done.map(({ id, name }) => ({ value: id, text: name }))}
            chosen={hurt}
            onToggle={(id) =>
              onChange({
                ...during,
                hurt: hurt.includes(id) ? hurt.filter((each) => each !== id) : [...hurt, id],
              })
            }
          />
          <p class="small soft">{say("unsure")}</p>
        </div>
      )}
    </>
  );
}

/** What was tapped under "It hurts" need not be said again. */
function saidBefore(done: Props["done"]): PainDuring {
  const hurt = done.filter(({ pain }) => pain);
  return {
    pain: hurt.length ? Math.max(...hurt.map(({ pain }) => pain ?? 0)) : null,
    hurt: hurt.map(({ id }) => id),
  };
}
