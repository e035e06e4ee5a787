// The ring that fills with a step, and the time left in it.
import type { Step } from "../../domain/timeline";
import { say } from "./words";

const AROUND = 2 * Math.PI * 54;
/** From here on the time left is given in minutes. */
const MINUTES_FROM_S = 90;
const MOVING = new Set(["out", "back"]);

export function Ring({ step, part, left }: { step: Step; part: number; left: number }) {
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
        <strong class={left >= MINUTES_FROM_S ? "long" : ""}>
          {MOVING.has(step.kind) ? "·" : timeLeft(left)}
        </strong>
        <span>{say(`step.${step.kind}`)}</span>
      </p>
    </div>
  );
}

function timeLeft(seconds: number): string {
  if (seconds < MINUTES_FROM_S) return String(seconds);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
