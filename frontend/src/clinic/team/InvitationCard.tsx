// What the therapist hands over. The code exists only here; the server keeps its hash.

import type { Invitation } from "../types";
import { day } from "../zones";

export function InvitationCard({ invitation }: { invitation: Invitation }) {
  return (
    <section class="card invitation">
      <img src={invitation.qr} alt="QR code of the invitation link" width="220" height="220" />
      <div class="stack">
        <p>Let the patient scan this with the phone's camera,</p>
        <p>
          or open <b>{new URL(invitation.link).origin}/app/welcome</b> and type
        </p>
        <p class="code" data-testid="code">
          {invitation.code}
        </p>
        {invitation.mailed === true && <p role="status">It was emailed too.</p>}
        {invitation.mailed === false && (
          <p class="fault" role="alert">
            The email couldn’t be sent. Hand over the code instead.
          </p>
        )}
        <p class="small soft">
          It works once, until {day(invitation.expires_on)}. It is shown only now: print this page or make a
          new one later.
        </p>
        <p>
          <button type="button" class="button-soft" onClick={() => window.print()}>
            Print
          </button>
        </p>
      </div>
    </section>
  );
}
