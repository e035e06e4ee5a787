// Safety answers that are open while a program is published: they are read here, and publishing says why all the same.

import type { Builder } from "../types";
import { day } from "../zones";

const URGENCY: Record<string, string> = {
  emergency: "Emergency",
  same_day: "Same day",
  therapist: "For you",
};

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
              {URGENCY[each.urgency]}
            </b>
            {each.text} <b>Yes</b>, on {day(each.answered_on)}.
          </li>
        ))}
      </ul>
      <label class="field">
        <span>Why does the program go out all the same?</span>
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
