// The three sheets of the player: how to do it, why it is skipped, and how much it hurts.
import { useState } from "preact/hooks";
import type { Words } from "../../domain/plan";
import { t } from "../../i18n";
import { PainScale } from "../../ui/PainScale";
import { Sheet } from "../../ui/Sheet";

const REASONS = ["pain", "no_time", "unsure", "no_equipment", "other"] as const;

interface Closing {
  onClose: () => void;
}

interface HowToProps extends Closing {
  words: Words;
  /** What the therapist wrote to this exercise. */
  note: string;
  onSkip: () => void;
}

export function HowToSheet({ words, note, onSkip, onClose }: HowToProps) {
  return (
    <Sheet title={words.name} onClose={onClose}>
      {note && <p class="light">{note}</p>}
      <p>{words.start}</p>
      <ol class="steps">
        {words.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <h3>{t("session.feel")}</h3>
      <p>{words.feel}</p>
      <h3>{t("session.mistakes")}</h3>
      <ul class="bullets">
        {words.mistakes.map((mistake) => (
          <li key={mistake}>{mistake}</li>
        ))}
      </ul>
      <h3>{t("session.easier")}</h3>
      <p>{words.easier}</p>
      <h3>{t("session.stopif")}</h3>
      <p>{words.stop_if}</p>
      <p class="notice">{t("session.stop")}</p>
      <button type="button" class="button-soft" onClick={onSkip}>
        {t("session.skip")}
      </button>
      <button type="button" class="button" onClick={onClose}>
        {t("session.close")}
      </button>
    </Sheet>
  );
}

export function SkipSheet({ onSkip, onClose }: Closing & { onSkip: (reason: string) => void }) {
  return (
    <Sheet title={t("session.why")} onClose={onClose}>
      {REASONS.map((reason) => (
        <button key={reason} type="button" class="button-soft" onClick={() => onSkip(reason)}>
          {t(`session.skip.${reason}`)}
        </button>
      ))}
      <button type="button" class="button-quiet" onClick={onClose}>
        {t("settings.cancel")}
      </button>
    </Sheet>
  );
}

interface HurtsProps extends Closing {
  easier: string;
  onGoOn: (pain: number) => void;
  onStop: (pain: number) => void;
}

/** The pain traffic light: green goes on, amber offers the easier version, red stops the exercise. */
export function HurtsSheet({ easier, onGoOn, onStop, onClose }: HurtsProps) {
  const [pain, setPain] = useState<number | null>(null);
  const light = pain === null ? null : pain <= 3 ? "green" : pain <= 5 ? "amber" : "red";
  return (
    <Sheet title={t("session.hurts.title")} onClose={onClose}>
      <PainScale
        label={t("session.pain.after")}
        value={pain}
        onChange={setPain}
        low={t("diary.none")}
        high={t("diary.most")}
      />
      {light && (
        <p class="light" data-light={light} role="status">
          {t(`session.hurts.${light}`)}
        </p>
      )}
      {light === "amber" && (
        <p>
          <b>{t("session.easier")}:</b> {easier}
        </p>
      )}
      {pain !== null && light !== "red" && (
        <button type="button" class="button" onClick={() => onGoOn(pain)}>
          {t("session.hurts.goon")}
        </button>
      )}
      {pain !== null && (
        <button type="button" class={light === "red" ? "button" : "button-soft"} onClick={() => onStop(pain)}>
          {t("session.hurts.stop")}
        </button>
      )}
      <p class="notice small">{t("session.stop")}</p>
    </Sheet>
  );
}
