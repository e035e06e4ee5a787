// What speaks against some exercises, and the year of birth and sex that norms of an examination need.
import { useState } from "preact/hooks";
import { api } from "../../api/client";
import { PRECAUTION_TAGS } from "../../wire/choices";
import { Fault } from "../Problem";
import { PRECAUTIONS, type Precaution, precautionName } from "../program-builder/precautions";
import { useSending } from "../sending";
import type { Details } from "../types";
import { acts } from "../work-list/live";

interface Props {
  id: string;
  details: Details;
  onSaved: () => Promise<void>;
}

export function DetailsCard({ id, details, onSaved }: Props) {
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState(details);
  const { isBusy, problem, send } = useSending();
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    void send(
      () =>
        api.PUT("/api/v1/patients/{patient_id}/details", {
          params: { path: { patient_id: id } },
          body: { ...draft, precautions_read: details.precautions },
        }),
      async () => {
        acts.value++;
        setOpen(false);
        await onSaved();
      },
    );
  };
  const toggle = (tag: Precaution) =>
    setDraft({
      ...draft,
      precautions: draft.precautions.includes(tag)
        ? draft.precautions.filter((each) => each !== tag)
        : [...draft.precautions, tag],
    });
  return (
    <section class="card stack">
      <div class="row between">
        <h2>Precautions</h2>
        <button type="button" class="button-quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? "Close" : "Change"}
        </button>
      </div>
      {!open && (
        <p class={details.precautions.length ? "" : "soft"}>
          {details.precautions.length ? details.precautions.map(precautionName).join(", ") : "None noted."}
        </p>
      )}
      {open && (
        <form class="stack" onSubmit={save}>
          <fieldset class="ticks">
            <legend class="visually-hidden">Precautions</legend>
            {PRECAUTION_TAGS.map((tag) => (
              <label class="tick" key={tag}>
                <input
                  type="checkbox"
                  checked={draft.precautions.includes(tag)}
                  onChange={() => toggle(tag)}
                />
                {PRECAUTIONS[tag]}
              </label>
            ))}
          </fieldset>
          <div class="fields">
            <label class="field">
              <span>Year of birth</span>
              <input
                type="number"
                min={1900}
                max={2100}
                value={draft.birth_year ?? ""}
                onInput={(event) =>
                  setDraft({ ...draft, birth_year: Number(event.currentTarget.value) || null })
                }
              />
            </label>
            <label class="field">
              <span>Sex (for norms)</span>
              <select
                value={draft.sex}
                onChange={(event) => setDraft({ ...draft, sex: event.currentTarget.value as Details["sex"] })}
              >
                <option value="">not stated</option>
                <option value="female">female</option>
                <option value="male">male</option>
              </select>
            </label>
          </div>
          <Fault problem={problem} />
          <button type="submit" class="button-soft" disabled={isBusy}>
            Save
          </button>
        </form>
      )}
    </section>
  );
}
