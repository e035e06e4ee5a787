// The three sheets of the player: how to do it, why it is skipped, and how much it hurts.
import { useState } from "preact/hooks";
import type { Media, Words } from "../../domain/plan";
import { t } from "../../i18n";
import { PainScale } from "../../ui/PainScale";
import { Sheet } from "../../ui/Sheet";
import { Instructions } from "../exercise/Instructions";

const REASONS = ["pain", "no_time", "unsure", "no_equipment", "other"] as const;

interface Closing {
  onClose: () => void;
}

interface HowToProps extends Closing {
  words: Words;
  media: Media[] | undefined;
  /** What the therapist wrote to this exercise. */
  note: string;
  onSkip: () => void;
}

export function HowToSheet({ words, media, note, onSkip, onClose }: HowToProps) {
  return (
    <Sheet title={words.name} onClose={onClose}>
      {note && <p class="light">{note}</p>}
      <Instructions words={words} media={media} />
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

interface EasierProps extends Closing {
  easier: string;
  chosen: boolean;
  onChoose: (easier: boolean) => void;
}

export function EasierSheet({ easier, chosen, onChoose, onClose }: EasierProps) {
  return (
    <Sheet title={t("session.easier")} onClose={onClose}>
      <p>{easier}</p>
      <button type="button" class="button" onClick={() => onChoose(true)}>
        {t("session.easier.go")}
      </button>
      {chosen && (
        <button type="button" class="button-soft" onClick={() => onChoose(false)}>
          {t("session.easier.usual")}
        </button>
      )}
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
