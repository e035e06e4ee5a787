// Whom to call about this patient, and what tells the patient from another of the same name.
import { useState } from "preact/hooks";
import { api, faultOf } from "../../api/client";
import { CallLine } from "../CallLine";
import { Fault } from "../Problem";
import { useSending } from "../sending";
import type { Contact } from "../types";

interface Props {
  id: string;
  contact: Contact;
  onSaved: () => Promise<void>;
}

const FIELDS: { name: keyof Contact; label: string; type: "tel" | "date" | "text" }[] = [
  { name: "phone", label: "Patient’s phone", type: "tel" },
  { name: "emergency_name", label: "Emergency contact’s name", type: "text" },
  { name: "emergency_phone", label: "Emergency contact’s phone", type: "tel" },
  { name: "birth_on", label: "Date of birth", type: "date" },
  { name: "record_number", label: "Clinic’s record number", type: "text" },
];

export function ContactCard({ id, contact, onSaved }: Props) {
  const [draft, setDraft] = useState<Contact | null>(null);
  const { isBusy, problem, send } = useSending();
  const save = (body: Contact) =>
    send(
      () => api.PUT("/api/v1/patients/{patient_id}/contact", { params: { path: { patient_id: id } }, body }),
      async () => {
        setDraft(null);
        await onSaved();
      },
    );
  return (
    <section class="card stack" aria-label="Contact">
      <div class="row between">
        <h2>Contact</h2>
        <button
          type="button"
          class="button-quiet"
          aria-expanded={draft !== null}
          onClick={() => setDraft(draft ? null : contact)}
        >
          {draft ? "Close" : "Edit contact"}
        </button>
      </div>
      {!draft && <CallLine call={contact} />}
      {draft && (
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void save(draft);
          }}
        >
          <div class="fields">
            {FIELDS.map(({ name, label, type }) => (
              <label class="field" key={name}>
                <span>{label}</span>
                <input
                  type={type as "text"}
                  maxLength={name === "emergency_name" ? 120 : 40}
                  autocomplete="off"
                  value={draft[name]}
                  onInput={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
                />
                {problem && faultOf(problem, name) && (
                  <span class="fault small" role="alert">
                    {faultOf(problem, name)}
                  </span>
                )}
              </label>
            ))}
          </div>
          <p class="small soft">
            Keep only what you need. The patient can download all of it, and it is erased with the record.
          </p>
          <Fault problem={problem?.errors?.length ? null : problem} />
          <button type="submit" class="button-soft" disabled={isBusy}>
            Save contact
          </button>
        </form>
      )}
    </section>
  );
}
