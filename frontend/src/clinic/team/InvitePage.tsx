// Invite a patient: a name is enough. The code is shown once, as QR, link and letters.
import { useState } from "preact/hooks";
import { api, faultOf } from "../../api/client";
import { useFormDraft } from "../draft-form";
import { useSending } from "../sending";
import type { Invitation } from "../types";
import { InvitationCard } from "./InvitationCard";

export function InvitePage() {
  const [made, setMade] = useState<Invitation | null>(null);
  const draft = useFormDraft("invitation");
  const { isBusy, problem, send } = useSending(
    "You're offline. Try again. Nobody is invited twice.",
    "invitation",
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const body = {
      name: String(form.get("name")),
      language: form.get("language") === "es" ? ("es" as const) : ("en" as const),
      email: String(form.get("email")),
    };
    void send(
      (sent) => api.POST("/api/v1/invitations", { body: { id: sent, ...body } }),
      (invitation) => {
        draft.done();
        setMade(invitation ?? null);
      },
    );
  };
  if (made)
    return (
      <>
        <h1>Invitation for {made.name}</h1>
        <InvitationCard invitation={made} />
        <p class="row">
          <a class="button" href={`/clinic/patients/${made.patient_id}/assign`}>
            Assign a program now
          </a>
          <button type="button" class="button-soft" onClick={() => setMade(null)}>
            Invite another patient
          </button>
        </p>
      </>
    );
  return (
    <>
      <h1>Invite a patient</h1>
      {draft.offer ?? (
        <form class="card stack narrow" {...draft.props} onSubmit={submit}>
          <label class="field">
            <span>Name</span>
            <input name="name" required maxLength={120} autocomplete="off" />
            {faultOf(problem, "name") && <span class="fault">{faultOf(problem, "name")}</span>}
          </label>
          <label class="field">
            <span>Language of the app</span>
            <select name="language">
              <option value="en">English</option>
              <option value="es">Español</option>
            </select>
          </label>
          <label class="field">
            <span>Email it to (optional)</span>
            <input name="email" type="email" maxLength={254} autocomplete="off" />
            <span class="small soft">The address is used once and not kept.</span>
            {faultOf(problem, "email") && <span class="fault">{faultOf(problem, "email")}</span>}
          </label>
          {problem && !problem.errors && (
            <p class="fault" role="alert">
              {problem.detail}
            </p>
          )}
          <button class="button" type="submit" disabled={isBusy}>
            Create invitation
          </button>
        </form>
      )}
    </>
  );
}
