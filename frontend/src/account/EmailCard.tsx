// The address codes and reminders go to: whether it is confirmed, and changing it.
import { useState } from "preact/hooks";
import { Sheet } from "../ui/Sheet";
import { EmailForm } from "./EmailForm";
import { say } from "./email-words";
import type { AskAgain } from "./guarded";

interface Props {
  email: string;
  confirmed: boolean;
  askAgain: AskAgain;
  onChanged: () => void;
}

export function EmailCard({ email, confirmed, askAgain, onChanged }: Props) {
  const [doing, setDoing] = useState<"confirm" | "change" | null>(null);
  const [note, setNote] = useState<string | null>(null);
  const done = (now: string) => {
    setDoing(null);
    setNote(now === email ? say("done") : say("changed", { email: now }));
    onChanged();
  };
  return (
    <section class="card stack">
      <h2>{say("title")}</h2>
      <p>
        {say("yours", { email })} {say(confirmed ? "confirmed" : "notYet")}
      </p>
      {!confirmed && (
        <button type="button" class="button-soft" onClick={() => setDoing("confirm")}>
          {say("confirm")}
        </button>
      )}
      <button type="button" class="button-soft" onClick={() => setDoing("change")}>
        {say("change")}
      </button>
      {note && <p role="status">{note}</p>}
      {doing && (
        <Sheet title={say(doing)} onClose={() => setDoing(null)}>
          <EmailForm email={email} changing={doing === "change"} askAgain={askAgain} onDone={done} />
        </Sheet>
      )}
    </section>
  );
}
