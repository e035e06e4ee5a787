// The thread with the patient, newest at the end.
import { useEffect, useState } from "preact/hooks";
import { api, type Problem } from "../../api/client";
import { useBusy } from "../../ui/busy";
import { day } from "../reasons";
import type { Message } from "../types";

interface Props {
  id: string;
  /** Raised when the page was renewed: the thread goes along. */
  changed: number;
  onSent: () => Promise<void>;
}

export function Thread({ id, changed, onSent }: Props) {
  const [messages, setMessages] = useState<Message[] | null>(null);
  const load = async () => {
    const { data } = await api
      .GET("/api/v1/patients/{patient_id}/messages", { params: { path: { patient_id: id } } })
      .catch(() => ({ data: undefined }));
    setMessages((before) => data ?? before ?? []);
  };
  useEffect(() => void load(), [id, changed]);
  const [text, setText] = useState("");
  const [fault, setFault] = useState("");
  const { isBusy, once } = useBusy();
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    setFault("");
    try {
      const { data, error } = await api.POST("/api/v1/patients/{patient_id}/messages", {
        params: { path: { patient_id: id } },
        body: { text, last_read: messages?.findLast((each) => each.from_patient)?.id ?? null },
      });
      if (data) setText("");
      else setFault((error as unknown as Problem).detail);
      // Sent, or another message has come that has to be read first.
      await Promise.all([load(), onSent()]);
    } catch {
      setFault("The message was not sent. It is still here; try again.");
    }
  };
  return (
    <section class="card stack">
      <h2>Messages</h2>
      {messages?.length === 0 && <p class="soft">No messages yet.</p>}
      <ol class="stack">
        {messages?.map((message) => (
          <li key={message.id} class={message.from_patient ? "message" : "message mine"}>
            <span class="small soft">
              {message.author}, {day(message.recorded_at)}
            </span>
            {message.about_on && <p class="small">About {day(message.about_on)}</p>}
            <p>{message.text}</p>
          </li>
        ))}
      </ol>
      <form class="stack" onSubmit={(event) => void once(() => send(event))}>
        <label class="field">
          <span>Write to the patient</span>
          <textarea
            required
            maxLength={2000}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
        {fault && (
          <p class="fault" role="alert">
            {fault}
          </p>
        )}
        <button type="submit" class="button-soft" disabled={isBusy || messages === null}>
          Send
        </button>
      </form>
    </section>
  );
}
