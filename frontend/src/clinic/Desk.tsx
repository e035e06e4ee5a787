// The frame of the desk: only for signed-in staff; everybody else goes to the front page.

import { useEffect, useState } from "preact/hooks";
import { LocationProvider, Route, Router } from "preact-iso";
import { onSignedOut } from "../api/client";
import { type Me, signOut, whoAmI } from "../api/sign-in";
import { Safely } from "../ui/Safely";
import { Emergencies } from "./Emergencies";
import { watchIdle } from "./idle";
import { Locked } from "./Locked";
import { askBeforeLeaving } from "./leaving";
import { PatientPage } from "./patient/PatientPage";
import { AssignPage } from "./program-builder/AssignPage";
import { EditPage } from "./program-builder/EditPage";
import { closeDrafts, draftCount, dropAllDrafts, openDrafts } from "./sealed-drafts";
import { InvitePage } from "./team/InvitePage";
import { SettingsPage } from "./team/SettingsPage";
import { TeamPage } from "./team/TeamPage";
import { WorkListPage } from "./work-list/WorkListPage";
import { clinicZone } from "./zones";

export function Desk() {
  const [me, setMe] = useState<Me | null>(null);
  const [isHidden, setIsHidden] = useState(false);
  // Before the router listens: on a window, whoever listens first hears first.
  useEffect(askBeforeLeaving, []);
  useEffect(() => {
    whoAmI().then(
      async (found) => {
        if (found.role !== "therapist" && found.role !== "lead") return location.assign(elsewhere(found));
        clinicZone.value = found.time_zone ?? clinicZone.value;
        await openDrafts(String(found.id));
        setMe(found);
      },
      () => location.assign("/"),
    );
  }, []);
  const isOpen = me !== null && !isHidden;
  useEffect(() => {
    if (!isOpen) return;
    const hide = () => {
      closeDrafts();
      document.title = "Nod";
      setIsHidden(true);
    };
    const stops = [onSignedOut(hide), watchIdle(hide)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [isOpen]);
  if (!me) return <p class="loading">Loading…</p>;
  if (isHidden)
    return <Locked me={me} onBack={() => void openDrafts(String(me.id)).then(() => setIsHidden(false))} />;
  return (
    <LocationProvider scope="/clinic">
      <Safely
        title="Something went wrong"
        text="Nothing was lost. Reload the page to continue."
        reload="Reload"
      >
        <a class="skip-link" href="#main">
          Skip to content
        </a>
        <header class="desk-top">
          <a class="brand" href="/clinic/">
            <img src="/icons/icon.svg" alt="" width="36" height="36" /> Nod
          </a>
          <nav aria-label="Main" class="row">
            <a href="/clinic/">Work list</a>
            <a href="/clinic/invite">Invite a patient</a>
            <a href="/clinic/team">Team</a>
            <a href="/clinic/settings">Clinic</a>
          </nav>
          <span class="row">
            <a class="soft" href="/my-sign-in" title="Sign-in & security">
              {me.name}
            </a>
            <button type="button" class="button-quiet" onClick={() => void leave()}>
              Sign out
            </button>
          </span>
        </header>
        <Emergencies isLead={me.role === "lead"} />
        <main id="main" class="desk">
          <Router>
            <Route path="/clinic/invite" component={InvitePage} />
            <Route path="/clinic/team" component={TeamPage} isLead={me.role === "lead"} />
            <Route path="/clinic/settings" component={SettingsPage} canChange={me.role === "lead"} />
            <Route path="/clinic/patients/:id" component={PatientPage} />
            <Route path="/clinic/patients/:id/assign" component={AssignPage} />
            <Route path="/clinic/patients/:id/program" component={EditPage} />
            <Route default component={WorkListPage} />
          </Router>
        </main>
      </Safely>
    </LocationProvider>
  );
}

/** Where somebody belongs who may not see the desk; whoever has yet to sign in comes back to this page. */
function elsewhere(found: Me): string {
  return found.home ?? `/?next=${encodeURIComponent(location.pathname + location.search)}`;
}

async function leave(): Promise<void> {
  const count = draftCount();
  const what = count === 1 ? "Something you typed was not sent" : `${count} things you typed were not sent`;
  if (count > 0 && !confirm(`${what}. Sign out and discard ${count === 1 ? "it" : "them"}?`)) return;
  await signOut();
  dropAllDrafts();
  location.assign("/");
}
