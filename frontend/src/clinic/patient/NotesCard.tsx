// Notes and minutes about a patient, for the clinic only.
import { api } from "../../api/client";
import { count } from "../count";
import { useFormDraft } from "../draft-form";
import { useCard } from "../loading";
import { Fault, LoadFault } from "../Problem";
import { useSending } from "../sending";
import type { Notes } from "../types";
import { day } from "../zones";
import { CorrectionTools, History } from "./History";

type Note = Notes["notes"][number];

export function NotesCard({ id }: { id: string }) {
  const draft = useFormDraft(`${id} note`);
  const { isBusy, problem, send } = useSending("You're offline. Nothing was saved. Try again.", `${id} note`);
  const path = { params: { path: { patient_id: id } } };
  const notes = useCard("The notes", () => api.GET("/api/v1/patients/{patient_id}/notes", path), [id]);
  const { data: found, load } = notes;
  const add = (event: SubmitEvent) => {
    event.preventDefault();
    const element = event.currentTarget as HTMLFormElement;
    const body = noteIn(new FormData(element));
    void send(
      (sent) => api.POST("/api/v1/patients/{patient_id}/notes", { ...path, body: { id: sent, ...body } }),
      async () => {
        element.reset();
        draft.done();
        await load();
      },
    );
  };
  return (
    <section class="card stack" aria-label="Notes">
      <h2>Notes for the clinic</h2>
      {draft.offer ?? (
        <form class="fields" {...draft.props} onSubmit={add}>
          <NoteFields />
          <button type="submit" class="button-soft" disabled={isBusy}>
            Add note
          </button>
        </form>
      )}
      <Fault problem={problem} />
      <LoadFault of={notes} />
      {found && (
        <p class="small soft">
          Data sent on {count(found.monitoring.days, "day")} from {day(found.monitoring.first_on)} to{" "}
          {day(found.monitoring.last_on)}, {count(found.monitoring.minutes_this_month, "minute")} this month.
          Record keeping, not billing advice.
        </p>
      )}
      <ul class="lines">
        {found?.notes.map((note) => (
          <li key={note.id} class={note.withdrawn ? "withdrawn" : ""}>
            <span>
              <b>{day(note.occurred_on)}</b> <span class="wording">{note.text}</span>
              <History row={note} text={noteText} />
            </span>
            <span class="small soft">
              {note.by}
              {note.minutes > 0 && `, ${note.minutes} min`}
              <NoteTools id={id} note={note} onDone={load} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function NoteTools({ id, note, onDone }: { id: string; note: Note; onDone: () => Promise<void> }) {
  const path = { params: { path: { patient_id: id, record_id: note.id } } };
  const { revision } = note;
  return (
    <CorrectionTools
      row={note}
      what={`note of ${day(note.occurred_on)}`}
      fields={<NoteFields note={note} />}
      correct={(form, because, sent) =>
        api.PUT("/api/v1/patients/{patient_id}/notes/{record_id}", {
          ...path,
          body: { id: sent, revision, because, ...noteIn(form) },
        })
      }
      withdraw={(because, sent) =>
        api.POST("/api/v1/patients/{patient_id}/notes/{record_id}/withdraw", {
          ...path,
          body: { id: sent, revision, because },
        })
      }
      onDone={onDone}
    />
  );
}

function NoteFields({ note }: { note?: Note }) {
  return (
    <>
      <label class="field">
        <span class="small">Note</span>
        <input name="text" maxLength={1000} defaultValue={note?.text ?? ""} />
      </label>
      <label class="field">
        <span class="small">Minutes</span>
        <input
          name="minutes"
          type="number"
          inputMode="numeric"
          min={0}
          max={240}
          defaultValue={note ? String(note.minutes) : ""}
        />
      </label>
    </>
  );
}

const noteIn = (form: FormData) => ({
  text: String(form.get("text")),
  minutes: Number(form.get("minutes")) || 0,
});

const noteText = (was: Record<string, unknown>) => `“${String(was.text)}”, ${String(was.minutes)} min`;
