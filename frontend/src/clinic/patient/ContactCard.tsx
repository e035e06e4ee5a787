// Whom to call about this patient, and what tells the patient from another of the same name.
import { useState } from "preact/hooks";
import { api, faultOf, type Problem } from "../../api/client";
import { useBusy } from "../../ui/busy";
import { CallLine } from "../CallLine";
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
  const [problem, setProblem] = useState<Problem | null>(null);
  const { isBusy, once } = useBusy();
  const save = () =>
    once(async () => {
      if (!draft) return;
      setProblem(null);
      try {
        const { error } = await api.PUT("/api/v1/patients/{patient_id}/contact", {
          params: { path: { patient_id: id } },
          body: draft,
        });
        if (error) return setProblem(error as unknown as Problem);
        setDraft(null);
        await onSaved();
      } catch {
        setProblem({ status: 0, code: "offline", detail: "You're offline. Nothing was saved. Try again." });
      }
    });
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
            void save();
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
          {problem && !problem.errors?.length && (
            <p class="fault" role="alert">
              {problem.detail}
            </p>
          )}
          <button type="submit" class="button-soft" disabled={isBusy}>
            Save contact
          </button>
        </form>
      )}
    </section>
  );
}
