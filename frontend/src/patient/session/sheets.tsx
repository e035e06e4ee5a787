// The three sheets of the player: how to do it, why it is skipped, and how much it hurts.
import { useState } from "preact/hooks";
import { lightOf } from "../../domain/pain-light";
import type { Media, PlanItem, Words } from "../../domain/plan";
import { wordsForSide } from "../../domain/sided-words";
import { language, t } from "../../i18n";
import { PainScale } from "../../ui/PainScale";
import { Sheet } from "../../ui/Sheet";
import { SKIP_REASONS } from "../../wire/choices";
import { muchInWords } from "../dose-words";
import { Instructions } from "../exercise/Instructions";
import { lightText } from "../exercise/lights";
import type { SkipReason } from "./unfinished";
import { say } from "./words";

/** What a patient may choose; the headache-day rule skips without asking. */
const REASONS = SKIP_REASONS.filter((reason) => reason !== "headache_rule");

interface Closing {
  onClose: () => void;
}

interface HowToProps extends Closing {
  words: Words;
  media: Media[] | undefined;
  /** What the therapist wrote to this exercise. */
  note: string;
  painLimit: number | undefined;
  onSkip: () => void;
}

export function HowToSheet({ words, media, note, painLimit, onSkip, onClose }: HowToProps) {
  return (
    <Sheet title={words.name} onClose={onClose}>
      {note && <p class="light">{note}</p>}
      <Instructions words={words} media={media} painLimit={painLimit} />
      <button type="button" class="button-soft" onClick={onSkip}>
        {t("session.skip")}
      </button>
      <button type="button" class="button" onClick={onClose}>
        {t("session.close")}
      </button>
    </Sheet>
  );
}

export function SkipSheet({ onSkip, onClose }: Closing & { onSkip: (reason: SkipReason) => void }) {
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
  usual: PlanItem;
  easier: PlanItem;
  chosen: boolean;
  onChoose: (easier: boolean) => void;
}

export function EasierSheet({ usual, easier, chosen, onChoose, onClose }: EasierProps) {
  return (
    <Sheet title={t("session.easier")} onClose={onClose}>
      <EasierText usual={usual} easier={easier} />
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

/** What is done instead, and how much of it. */
function EasierText({ usual, easier }: { usual: PlanItem; easier: PlanItem }) {
  const words = wordsForSide(usual.words[language.value], usual.dose.side, language.value);
  const instead = usual.easier?.exercise && easier.words[language.value].name;
  return (
    <>
      <p>{words.easier}</p>
      <p class="small">
        {instead && `${say("easier.instead", { name: instead })} · `}
        {muchInWords(easier.dose)}
      </p>
    </>
  );
}

interface HurtsProps extends Closing {
  usual: PlanItem;
  easier: PlanItem;
  words: Words;
  painLimit: number | undefined;
  onGoOn: (pain: number) => void;
  onStop: (pain: number) => void;
}

/** The pain traffic light: green goes on, amber offers the easier version, red stops the exercise. What the exercise
 * itself says about stopping comes first. */
export function HurtsSheet({ usual, easier, words, painLimit, onGoOn, onStop, onClose }: HurtsProps) {
  const [pain, setPain] = useState<number | null>(null);
  const light = pain === null ? null : lightOf(pain, painLimit);
  return (
    <Sheet title={t("session.hurts.title")} onClose={onClose}>
      <p>
        <b>{t("session.stopif")}:</b> {words.stop_if}
      </p>
      <PainScale
        label={t("session.pain.after")}
        value={pain}
        onChange={setPain}
        low={t("diary.none")}
        high={t("diary.most")}
      />
      {light && (
        <p class="light" data-light={light} role="status">
          {lightText(light, painLimit)}
        </p>
      )}
      {light === "amber" && <EasierText usual={usual} easier={easier} />}
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
