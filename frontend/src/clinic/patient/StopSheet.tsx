// Pausing or ending the program, with the reason that the record keeps.
import { useState } from "preact/hooks";
import { api } from "../../api/client";
import { Sheet } from "../../ui/Sheet";
import { Fault } from "../Problem";
import { useSending } from "../sending";

interface Props {
  id: string;
  act: "pause" | "end";
  onClose: () => void;
  onDone: () => Promise<void>;
}

const WORDS = {
  pause: {
    title: "Pause the program",
    about: "From its next sync, the phone stops asking for exercises. The diary stays on.",
    button: "Pause now",
  },
  end: {
    title: "End the program",
    about: "The program leaves the phone with its next sync. What was logged is kept.",
    button: "End now",
  },
};

export function StopSheet({ id, act, onClose, onDone }: Props) {
  const [because, setBecause] = useState("");
  const [until, setUntil] = useState("");
  const { isBusy, problem, send } = useSending("You're offline. Nothing was changed. Try again.");
  const path = { params: { path: { patient_id: id } } };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void send<unknown>(
      (sent) =>
        act === "pause"
          ? api.POST("/api/v1/patients/{patient_id}/program/pause", {
              ...path,
              body: { id: sent, because, planned_until: until || null },
            })
          : api.POST("/api/v1/patients/{patient_id}/program/end", { ...path, body: { id: sent, because } }),
      async () => {
        onClose();
        await onDone();
      },
    );
  };
  const { title, about, button } = WORDS[act];
  return (
    <Sheet title={title} onClose={onClose}>
      <form class="stack" onSubmit={submit}>
        <p>{about}</p>
        <label class="field">
          <span>Why?</span>
          <input
            required
            minLength={5}
            maxLength={300}
            value={because}
            onInput={(event) => setBecause(event.currentTarget.value)}
          />
        </label>
        {act === "pause" && (
          <label class="field">
            <span>Until when, if you know (the work list will remind you)</span>
            <input type="date" value={until} onInput={(event) => setUntil(event.currentTarget.value)} />
          </label>
        )}
        <Fault problem={problem} />
        <button type="submit" class="button" disabled={isBusy}>
          {button}
        </button>
        <button type="button" class="button-soft" onClick={onClose}>
          Cancel
        </button>
      </form>
    </Sheet>
  );
}
