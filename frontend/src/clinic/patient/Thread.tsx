// The thread with the patient, newest at the end.
import { useEffect, useState } from "preact/hooks";
import { api } from "../../api/client";
import { day } from "../reasons";
import type { Message } from "../types";

interface Props {
  id: string;
  onSent: () => Promise<void>;
}

export function Thread({ id, onSent }: Props) {
  const [messages, setMessages] = useState<Message[] | null>(null);
  const load = async () => {
    const { data } = await api
      .GET("/api/v1/patients/{patient_id}/messages", { params: { path: { patient_id: id } } })
      .catch(() => ({ data: undefined }));
    setMessages(data ?? []);
  };
  useEffect(() => void load(), [id]);
  const [text, setText] = useState("");
  const [failed, setFailed] = useState(false);
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    setFailed(false);
    try {
      const { data } = await api.POST("/api/v1/patients/{patient_id}/messages", {
        params: { path: { patient_id: id } },
        body: { text },
      });
      if (!data) throw new Error("refused");
      setText("");
      await Promise.all([load(), onSent()]);
    } catch {
      setFailed(true);
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
      <form class="stack" onSubmit={(event) => void send(event)}>
        <label class="field">
          <span>Write to the patient</span>
          <textarea
            required
            maxLength={2000}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
        {failed && (
          <p class="fault" role="alert">
            The message was not sent. It is still here; try again.
          </p>
        )}
        <button type="submit" class="button-soft">
          Send
        </button>
      </form>
    </section>
  );
}
