// What went wrong, in words, with what to do next.
import type { ComponentChildren } from "preact";
import type { Problem } from "../api/client";
import type { Loaded } from "../ui/request";
import { detailOf } from "./sending";

/** In place of a page that couldn't be loaded. */
export function ProblemNote({ text, onRetry }: { text: string; onRetry?: () => void }) {
  return (
    <div class="notice row between" role="alert">
      <span>{text}</span>
      {onRetry && (
        <button type="button" class="button-soft" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** In place of a page whose content couldn't be loaded. */
export function LoadProblem({ of: { problem, load } }: { of: Pick<Loaded<unknown>, "problem" | "load"> }) {
  return problem && <ProblemNote text={detailOf(problem)} onRetry={() => void load()} />;
}

interface FaultProps {
  problem: Problem | null;
  /** For a button without a form: the same again. A form's own button sends what now stands in it. */
  retry?: () => void;
  isSmall?: boolean;
  /** What else may help, after the sentence. */
  children?: ComponentChildren;
}

/** Beside what was sent: the first thing wrong with it. */
export function Fault({ problem, retry, isSmall, children }: FaultProps) {
  if (!problem) return null;
  // Sent again as it was, only where the server may not have seen it.
  const canRetry = retry && (problem.status === 0 || problem.status >= 500);
  const text = detailOf(problem);
  return (
    <p class={isSmall ? "fault small" : "fault"} role="alert">
      {canRetry ? text.replace(/ Try again\.$/, "") : text} {children}
      {canRetry && (
        <button type="button" class="button-quiet" onClick={retry}>
          Try again
        </button>
      )}
    </p>
  );
}

/** In a card whose content couldn't be loaded. */
export function LoadFault({ of: { problem, load } }: { of: Pick<Loaded<unknown>, "problem" | "load"> }) {
  return (
    <Fault problem={problem}>
      <button type="button" class="button-quiet" onClick={() => void load()}>
        Try again
      </button>
    </Fault>
  );
}
