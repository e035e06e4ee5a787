// The player's buttons: leaving and sound at the top, going on in the middle, help at the bottom.
import type { SessionItem, Step } from "../../domain/timeline";
import { t } from "../../i18n";
import type { Open } from "./PlayerSheets";
import { say } from "./words";

interface TopProps {
  items: SessionItem[];
  at: number;
  sound: boolean;
  onSound: () => void;
  onLeave: () => void;
}

export function Top({ items, at, sound, onSound, onLeave }: TopProps) {
  return (
    <header class="row between">
      <button type="button" class="button-quiet" onClick={onLeave}>
        {t("session.leave")}
      </button>
      <ol class="segments" aria-label={`${at + 1} / ${items.length}`}>
        {items.map((each, index) => (
          <li key={each.id} class={index < at ? "done" : index === at ? "now" : ""} />
        ))}
      </ol>
      <button
        type="button"
        class="button-quiet"
        aria-pressed={sound}
        aria-label={t("session.sound")}
        onClick={onSound}
      >
        <svg class="sound-icon" viewBox="0 0 24 24" aria-hidden="true">
          <path
            d={`M4 9.5v5h3.5L12 19V5L7.5 9.5z${sound ? "M15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11" : "M16 10l5 5M21 10l-5 5"}`}
          />
        </svg>
      </button>
    </header>
  );
}

interface ControlsProps {
  step: Step;
  /** Not begun yet. */
  isFresh: boolean;
  isRunning: boolean;
  onBack: () => void;
  onToggle: () => void;
  onCutShort: () => void;
  onSkip: () => void;
}

/** Getting ready, resting and reading can be cut short. */
const CUT_SHORT = new Set(["rise", "ready", "rest", "switch", "step"]);

export function Controls({ step, isFresh, isRunning, ...on }: ControlsProps) {
  const canCutShort = CUT_SHORT.has(step.kind);
  return (
    <div class="controls">
      <button type="button" class="button-soft" onClick={on.onBack}>
        {t("session.previous")}
      </button>
      <button type="button" class="button big" onClick={on.onToggle}>
        {isRunning ? t("session.pause") : isFresh ? t("today.start") : t("session.go")}
      </button>
      <button type="button" class="button-soft" onClick={canCutShort ? on.onCutShort : on.onSkip}>
        {onWord(step.kind)}
        {step.kind === "ready" && <span class="visually-hidden"> {t("session.ready")}</span>}
      </button>
    </div>
  );
}

function onWord(kind: Step["kind"]): string {
  if (kind === "rest") return t("session.skiprest");
  return kind === "step" ? say("next") : t("session.skip");
}

export function Links({ isEasier, onOpen }: { isEasier: boolean; onOpen: (which: Open) => void }) {
  return (
    <div class="row centre">
      <button type="button" class="button-quiet" onClick={() => onOpen("howto")}>
        {t("session.howto")}
      </button>
      <button type="button" class="button-quiet" aria-pressed={isEasier} onClick={() => onOpen("easier")}>
        {t("session.easier")}
      </button>
      <button type="button" class="button-quiet warn" onClick={() => onOpen("hurts")}>
        {t("session.hurts")}
      </button>
      <a class="button-quiet warn" href="/app/unwell">
        {t("unwell.link")}
      </a>
    </div>
  );
}
