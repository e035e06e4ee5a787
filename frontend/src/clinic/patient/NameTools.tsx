// Correcting a patient's name, with the reason that the record keeps.
import { useState } from "preact/hooks";
import { api } from "../../api/client";
import { Sheet } from "../../ui/Sheet";
import { Fault } from "../Problem";
import { useSending } from "../sending";

export function NameTools({ id, name, onDone }: { id: string; name: string; onDone: () => Promise<void> }) {
  const [open, setOpen] = useState(false);
  const { isBusy, problem, send } = useSending();
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const body = { name: String(form.get("name")), because: String(form.get("because")) };
    void send(
      (sent) =>
        api.PUT("/api/v1/patients/{patient_id}/name", {
          params: { path: { patient_id: id } },
          body: { id: sent, ...body },
        }),
      async () => {
        setOpen(false);
        await onDone();
      },
    );
  };
  return (
    <>
      <button type="button" class="button-quiet small flush" onClick={() => setOpen(true)}>
        Correct the name
      </button>
      {open && (
        <Sheet title="Correct the name" onClose={() => setOpen(false)}>
          <form class="stack" onSubmit={save}>
            <label class="field">
              <span>Name</span>
              <input name="name" required maxLength={120} defaultValue={name} autocomplete="off" />
            </label>
            <label class="field">
              <span>Why?</span>
              <input name="because" required minLength={5} maxLength={300} autocomplete="off" />
            </label>
            <Fault problem={problem} />
            <button type="submit" class="button" disabled={isBusy}>
              Save the name
            </button>
            <button type="button" class="button-soft" onClick={() => setOpen(false)}>
              Cancel
            </button>
          </form>
        </Sheet>
      )}
    </>
  );
}
