// A change of one's own account: asks for a fresh sign-in where the last one is too old, and says when it failed.
import { useState } from "preact/hooks";
import type { Outcome } from "../api/sign-in";
import { useBusy } from "../ui/busy";

/** Shows the step-up, and calls `then` when somebody has signed in anew. */
export type AskAgain = (then: () => void) => void;

export function useGuarded(askAgain: AskAgain, onDone: () => void | Promise<void>) {
  const [failed, setFailed] = useState(false);
  const { isBusy, once } = useBusy();
  const run = (work: () => Promise<Outcome>): Promise<void> =>
    once(async () => {
      setFailed(false);
      const outcome = await work().catch(() => "failed" as const);
      if (outcome === "again") askAgain(() => void run(work));
      else if (outcome === "failed") setFailed(true);
      else await onDone();
    });
  return { failed, isBusy, run };
}
