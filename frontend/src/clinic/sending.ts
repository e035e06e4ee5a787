// Sending what was typed, once: the button rests meanwhile, and a second try carries the same id as the first, so that
// the server does it once even when its first answer was lost.
import { useRef, useState } from "preact/hooks";
import { v7 as uuidv7 } from "uuid";
import type { Problem } from "../api/client";
import { useBusy } from "../ui/busy";
import { draftOf, renewDraftId } from "./drafts";

interface Answer<Data> {
  data?: Data;
  error?: unknown;
}

/** `offline` says what became of it when there is no network; `draft` names the draft that is sent. */
export function useSending(offline = "You're offline. Nothing was saved. Try again.", draft = "") {
  const { isBusy, once } = useBusy();
  const [problem, setProblem] = useState<Problem | null>(null);
  const id = useRef("");
  const send = <Data>(
    work: (id: string) => Promise<Answer<Data>>,
    then: (data: Data | undefined) => unknown = () => undefined,
  ): Promise<void> =>
    once(async () => {
      setProblem(null);
      id.current = draftOf(draft)?.id ?? (id.current || uuidv7());
      const answer = await work(id.current).catch(
        (): Answer<Data> => ({ error: { status: 0, code: "offline", detail: offline } satisfies Problem }),
      );
      if (answer.error) {
        const found = answer.error as Problem;
        // What was sent first has been saved: what is on the screen now is something new.
        if (found.code === "id_used") {
          id.current = "";
          renewDraftId(draft);
        }
        return setProblem(found);
      }
      id.current = "";
      await then(answer.data);
    });
  return { isBusy, problem, setProblem, send };
}

/** The sentence to show: the first field's, if the answer has one. */
export function detailOf(problem: Problem): string {
  return problem.errors?.[0]?.detail ?? problem.detail;
}
