// The thread with the patient, newest at the end.
import { useState } from "preact/hooks";
import { api } from "../../api/client";
import { useDraft } from "../draft-form";
import { useCard } from "../loading";
import { Fault, LoadFault } from "../Problem";
import { useSending } from "../sending";
import type { Message } from "../types";
import { day, dayAt } from "../zones";

interface Props {
  id: string;
  /** The patient's. */
  zone: string;
  /** Raised when the page was renewed: the thread goes along. */
  changed: number;
  onSent: () => Promise<void>;
}

/** Written without a network some time before, or by a clock that is wrong. */
function isApart({ recorded_at, received_at }: Message): boolean {
  return Math.abs(Date.parse(received_at) - Date.parse(recorded_at)) > 10 * 60_000;
}

export function Thread({ id, zone, changed, onSent }: Props) {
  const path = { params: { path: { patient_id: id } } };
  const thread = useCard("The messages", () => api.GET("/api/v1/patients/{patient_id}/messages", path), [
    id,
    changed,
  ]);
  const { data: messages, load } = thread;
  const [text, setText] = useState("");
  const form = `${id} message`;
  const draft = useDraft<string>(form, setText);
  const { isBusy, problem, send } = useSending("The message wasn't sent. It's still here. Try again.", form);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const last_read = messages?.findLast((each) => each.from_patient)?.id ?? null;
    void send(
      async (sent) => {
        const answer = await api.POST("/api/v1/patients/{patient_id}/messages", {
          ...path,
          body: { id: sent, text, last_read },
        });
        // Another message has come that has to be read first.
        if (answer.error) await Promise.all([load(), onSent()]);
        return answer;
      },
      async () => {
        setText("");
        draft.done();
        await Promise.all([load(), onSent()]);
      },
    );
  };
  return (
    <section class="card stack">
      <h2>Messages</h2>
      <LoadFault of={thread} />
      {messages?.length === 0 && <p class="soft">No messages yet.</p>}
      <ol class="stack">
        {messages?.map((message) => (
          <li key={message.id} class={message.from_patient ? "message" : "message mine"}>
            <span class="small soft">
              {message.author}, {dayAt(message.received_at, zone)}
              {isApart(message) && ` (by the phone's clock written ${dayAt(message.recorded_at, zone)})`}
            </span>
            {message.about_on && <p class="small">About {day(message.about_on)}</p>}
            <p>{message.text}</p>
          </li>
        ))}
      </ol>
      {draft.offer ?? (
        <form class="stack" onSubmit={submit}>
          <label class="field">
            <span>Write to the patient</span>
            <textarea
              required
              maxLength={2000}
              value={text}
              onInput={(event) => {
                setText(event.currentTarget.value);
                draft.keep(event.currentTarget.value || null);
              }}
            />
          </label>
          <Fault problem={problem} />
          <button type="submit" class="button-soft" disabled={isBusy || messages === null}>
            Send
          </button>
        </form>
      )}
    </section>
  );
}
