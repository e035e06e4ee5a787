// Notes and minutes about a patient, for the clinic only.
import { useEffect, useState } from "preact/hooks";
import { api, type Problem } from "../../api/client";
import { day } from "../reasons";
import type { Notes } from "../types";

export function NotesCard({ id }: { id: string }) {
  const [found, setFound] = useState<Notes | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const path = { params: { path: { patient_id: id } } };
  const load = async () => {
    const { data } = await api
      .GET("/api/v1/patients/{patient_id}/notes", path)
      .catch(() => ({ data: undefined }));
    setFound(data ?? null);
  };
  useEffect(() => void load(), [id]);
  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    setProblem(null);
    const element = event.currentTarget as HTMLFormElement;
    const form = new FormData(element);
    try {
      const { error } = await api.POST("/api/v1/patients/{patient_id}/notes", {
        ...path,
        body: { text: String(form.get("text")), minutes: Number(form.get("minutes")) || 0 },
      });
      if (error) return setProblem(error as unknown as Problem);
      element.reset();
      await load();
    } catch {
      setProblem({ status: 0, code: "offline", detail: "No network. Nothing was saved; try again." });
    }
  };
  return (
    <section class="card stack">
      <h2>Notes for the clinic</h2>
      <form class="fields" onSubmit={(event) => void add(event)}>
        <label class="field">
          <span class="small">Note</span>
          <input name="text" maxLength={1000} />
        </label>
        <label class="field">
          <span class="small">Minutes</span>
          <input name="minutes" type="number" inputMode="numeric" min={0} max={240} />
        </label>
        <button type="submit" class="button-soft">
          Add the note
        </button>
      </form>
      {problem && (
        <p class="fault" role="alert">
          {problem.errors?.[0]?.detail ?? problem.detail}
        </p>
      )}
      {found && (
        <p class="small soft">
          Data sent on {found.monitoring.days} days from {day(found.monitoring.first_on)} to{" "}
          {day(found.monitoring.last_on)}, {found.monitoring.minutes_this_month} minutes this month. Record
          keeping, not billing advice.
        </p>
      )}
      <ul class="lines">
        {found?.notes.map((note, place) => (
          <li key={`${place} ${note.occurred_on}`}>
            <span>
              <b>{day(note.occurred_on)}</b> {note.text}
            </span>
            <span class="small soft">
              {note.by}
              {note.minutes > 0 && `, ${note.minutes} min`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
