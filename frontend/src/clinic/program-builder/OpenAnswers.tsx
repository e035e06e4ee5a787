// Safety answers that are open while a program is published: they are read here, and publishing says why all the same.
import { useState } from "preact/hooks";
import type { Answer } from "../../ui/request";
import { URGENCY } from "../reasons";
import { codeOf } from "../sending";
import type { Builder } from "../types";
import { day } from "../zones";
import { fetchBuilder } from "./use-builder";

export type OpenAnswer = Builder["red_flags"][number];

interface Props {
  answers: OpenAnswer[];
  reason: string;
  onReason: (reason: string) => void;
}

export function OpenAnswers({ answers, reason, onReason }: Props) {
  if (answers.length === 0) return null;
  return (
    <section class="card stack red-flags" aria-label="Open safety answers">
      <h2>{answers.length === 1 ? "A safety answer is open" : "Safety answers are open"}</h2>
      <ul class="stack">
        {answers.map((each) => (
          <li key={each.id}>
            <b class="tag" data-code="red_flag" data-urgency={each.urgency}>
              {URGENCY[each.urgency as keyof typeof URGENCY]}
            </b>
            {each.text} <b>Yes</b>, on {day(each.answered_on)}.
          </li>
        ))}
      </ul>
      <label class="field">
        <span>Reason for publishing it anyway</span>
        <textarea
          required
          minLength={5}
          maxLength={300}
          value={reason}
          onInput={(event) => onReason(event.currentTarget.value)}
        />
      </label>
    </section>
  );
}

/** What a request to publish says about the answers that are on the screen. */
export function readAnswers(answers: OpenAnswer[], reason: string) {
  return { answers_read: answers.map((each) => each.id), open_answer_reason: reason };
}

/** The answers on a builder's page: their card, what a request says of them, and the look at newer ones. */
export function useOpenAnswers(id: string, shown: OpenAnswer[] | undefined) {
  const [reason, setReason] = useState("");
  const [newer, setNewer] = useState<OpenAnswer[] | null>(null);
  const answers = newer ?? shown ?? [];
  /** Another answer has come: it belongs on the screen before anything is published. */
  const lookAgain = async (answer: Answer<unknown>) => {
    if (codeOf(answer) === "newer_answer") setNewer((await fetchBuilder(id))?.red_flags ?? null);
  };
  const card = <OpenAnswers answers={answers} reason={reason} onReason={setReason} />;
  return { card, read: readAnswers(answers, reason), lookAgain };
}
