// A new code for a patient who has not joined yet; the one before stops working.
import { useState } from "preact/hooks";
import { api } from "../../api/client";
import { Fault } from "../Problem";
import { useSending } from "../sending";
import { InvitationCard } from "../team/InvitationCard";
import type { Invitation } from "../types";

export function Renew({ id }: { id: string }) {
  const [made, setMade] = useState<Invitation | null>(null);
  const { isBusy, problem, retry, send } = useSending("You're offline. No code was created. Try again.");
  const renew = () =>
    send(
      (sent) =>
        api.POST("/api/v1/patients/{patient_id}/invitation", {
          params: { path: { patient_id: id } },
          body: { id: sent },
        }),
      (invitation) => setMade(invitation ?? null),
    );
  if (made) return <InvitationCard invitation={made} />;
  return (
    <section class="card row between">
      <p>This patient has not joined yet.</p>
      <Fault problem={problem} retry={retry} />
      <button type="button" class="button-soft" disabled={isBusy} onClick={() => void renew()}>
        Create a new code
      </button>
    </section>
  );
}
