// Invite a patient: a name is enough. The code is shown once, as QR, link and letters.
import { useState } from "preact/hooks";
import { api, faultOf, type Problem } from "../../api/client";
import type { Invitation } from "../types";
import { InvitationCard } from "./InvitationCard";

export function InvitePage() {
  const [made, setMade] = useState<Invitation | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setProblem(null);
    try {
      const { data, error } = await api.POST("/api/v1/invitations", {
        body: {
          name: String(form.get("name")),
          language: form.get("language") === "es" ? "es" : "en",
          email: String(form.get("email")),
        },
      });
      if (data) setMade(data);
      else setProblem(error as unknown as Problem);
    } catch {
      setProblem({ status: 0, code: "offline", detail: "No network. Nothing was sent; try again." });
    }
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
      <form class="card stack narrow" onSubmit={(event) => void submit(event)}>
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
          <span>E-mail it to (optional)</span>
          <input name="email" type="email" maxLength={254} autocomplete="off" />
          <span class="small soft">The address is used once and not kept.</span>
          {faultOf(problem, "email") && <span class="fault">{faultOf(problem, "email")}</span>}
        </label>
        {problem && !problem.errors && (
          <p class="fault" role="alert">
            {problem.detail}
          </p>
        )}
        <button class="button" type="submit">
          Make the invitation
        </button>
      </form>
    </>
  );
}
