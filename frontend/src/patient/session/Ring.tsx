// The ring that fills while holding, with the seconds left in it.
import type { Step } from "../../domain/timeline";
import { t } from "../../i18n";

const AROUND = 2 * Math.PI * 54;

export function Ring({ step, part, left }: { step: Step; part: number; left: number }) {
  const moving = step.kind === "out" || step.kind === "back";
  return (
    // A new element for each step, so that it flashes: the cue for those who neither hear nor feel.
    <div class="ring" data-kind={step.kind} key={step.start}>
      <svg viewBox="0 0 120 120" aria-hidden="true">
        <circle class="ring-track" cx="60" cy="60" r="54" />
        <circle
          class="ring-fill"
          cx="60"
          cy="60"
          r="54"
          stroke-dasharray={AROUND}
          stroke-dashoffset={AROUND * (1 - part)}
          transform="rotate(-90 60 60)"
        />
      </svg>
      <p class="ring-text" role="timer">
        <strong>{moving ? "·" : left}</strong>
        <span>{t(`session.${step.kind}`)}</span>
      </p>
    </div>
  );
}
