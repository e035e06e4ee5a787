// Sending what was typed, once: the button rests meanwhile, and a second try carries the same id as the first, so that
// the server does it once even when its first answer was lost.
import { useRef } from "preact/hooks";
import { v7 as uuidv7 } from "uuid";
import { type Problem, problemOf } from "../api/client";
import { type Answer, useRequest } from "../ui/request";
import { draftOf, renewDraftId } from "./sealed-drafts";

const FAILED = "That didn't work. Try again.";

/** `offline` says what became of it when there is no network; `draft` names the draft that is sent. */
export function useSending(offline = "You're offline. Nothing was saved. Try again.", draft = "") {
  const request = useRequest({ offline, failed: FAILED });
  const id = useRef("");
  const send = <Data>(
    work: (id: string) => Promise<Answer<Data>>,
    then: (data: Data | undefined) => unknown = () => undefined,
  ): Promise<void> =>
    request.send(
      async () => {
        id.current = draftOf(draft)?.id ?? (id.current || uuidv7());
        const answer = await work(id.current);
        // What was sent first has been saved: what is on the screen now is something new.
        if (codeOf(answer) === "id_used") {
          id.current = "";
          renewDraftId(draft);
        }
        return answer;
      },
      (data) => {
        id.current = "";
        return then(data);
      },
    );
  return { ...request, send };
}

/** What a refusal is called, for what a screen does beside showing it; "" of an answer that is none. */
export function codeOf({ error }: Answer<unknown>): string {
  return error === undefined ? "" : problemOf(error, "").code;
}

/** The sentence to show: the first field's, if the answer has one. */
export function detailOf(problem: Problem): string {
  return problem.errors?.[0]?.detail ?? problem.detail;
}
