// Who else works in the clinic; a lead signs somebody out who has lost a laptop or a phone.
import { useState } from "preact/hooks";
import { api } from "../../api/client";
import { useCard } from "../loading";
import { Fault, LoadFault } from "../Problem";
import { useSending } from "../sending";
import type { Colleague } from "../types";
import { day, moment } from "../zones";

export function ColleaguesCard({ isLead }: { isLead: boolean }) {
  const colleagues = useCard("Your colleagues", () => api.GET("/api/v1/colleagues"), []);
  return (
    <section class="card stack">
      <h2>Colleagues</h2>
      <LoadFault of={colleagues} />
      {colleagues.data?.length === 0 && <p class="soft">Nobody else works in this clinic yet.</p>}
      <ul class="lines">
        {colleagues.data?.map((each) => (
          <li key={each.id}>
            <Who colleague={each} />
            {isLead && <SignOutButton id={each.id} name={each.name} />}
          </li>
        ))}
      </ul>
      <p class="small soft">
        Share or hand over care on a patient's page. The operator adds staff.
        {isLead && " Sign someone out everywhere if a laptop or phone is lost. They can sign in again."}
      </p>
    </section>
  );
}

function Who({ colleague: { name, role, unreached_since, away_until } }: { colleague: Colleague }) {
  return (
    <span>
      <b>{name}</b> {role === "lead" ? "clinic lead" : role}
      {unreached_since && <br />}
      {unreached_since && (
        <span class="fault">
          Email hasn't reached {name} since {moment(unreached_since)}, safety mail included. Ask the operator
          to correct the address.
        </span>
      )}
      {away_until && ` · away until ${day(away_until)}: safety answers go to the clinic’s leads, too`}
    </span>
  );
}

/** For a lost laptop: ends a colleague's sessions on every device. */
function SignOutButton({ id, name }: { id: string; name: string }) {
  const [isDone, setDone] = useState(false);
  const { isBusy, problem, send } = useSending("Nothing was changed. Check your connection and try again.");
  const signOut = () => {
    setDone(false);
    void send(
      () =>
        api.POST("/api/v1/colleagues/{colleague_id}/sign-out", { params: { path: { colleague_id: id } } }),
      () => setDone(true),
    );
  };
  return (
    <>
      <button
        type="button"
        class="button-soft"
        aria-label={`Sign ${name} out everywhere`}
        disabled={isBusy}
        onClick={signOut}
      >
        Sign out everywhere
      </button>
      {isDone && <span role="status">Signed out on all devices.</span>}
      <Fault problem={problem} />
    </>
  );
}
