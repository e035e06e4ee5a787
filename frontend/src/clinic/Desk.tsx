// The frame of the desk: only for signed-in staff; everybody else goes to the front page.

import { useEffect, useState } from "preact/hooks";
import { LocationProvider, Route, Router } from "preact-iso";
import { SignIn } from "../account/SignIn";
import { onSignedOut } from "../api/client";
import { type Me, signOut, whoAmI } from "../api/sign-in";
import { setLanguage } from "../i18n";
import { Safely } from "../ui/Safely";
import { Sheet } from "../ui/Sheet";
import { Emergencies } from "./Emergencies";
import { PatientPage } from "./patient/PatientPage";
import { AssignPage } from "./program-builder/AssignPage";
import { EditPage } from "./program-builder/EditPage";
import { InvitePage } from "./team/InvitePage";
import { SettingsPage } from "./team/SettingsPage";
import { TeamPage } from "./team/TeamPage";
import { WorkListPage } from "./work-list/WorkListPage";

export function Desk() {
  const [me, setMe] = useState<Me | null>(null);
  const [away, setAway] = useState(false);
  // The sign-in's words are loaded only when they are needed.
  useEffect(() => onSignedOut(() => void setLanguage("en").then(() => setAway(true))), []);
  useEffect(() => {
    whoAmI().then(
      (found) => {
        if (found.role === "therapist" || found.role === "lead") setMe(found);
        else location.assign(found.home ?? "/");
      },
      () => location.assign("/"),
    );
  }, []);
  if (!me) return <p class="loading">Loading…</p>;
  return (
    <LocationProvider scope="/clinic">
      <Safely title="Something broke here" text="Nothing was lost. Reload the page to go on." reload="Reload">
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
            <a class="soft" href="/my-sign-in" title="My sign-in">
              {me.name}
            </a>
            <button
              type="button"
              class="button-quiet"
              onClick={() => void signOut().then(() => location.assign("/"))}
            >
              Sign out
            </button>
          </span>
        </header>
        {away && (
          <Sheet title="Are you still there?" onClose={() => location.assign("/")}>
            <p>
              Nod signs you out when it was not used for 15 minutes, and after 12 hours. What you typed is
              still here: sign in to go on.
            </p>
            <SignIn
              again={me.email}
              onSignedIn={(found) => {
                // Somebody else gets a desk of their own, not this one's screen.
                if (found.id === me.id) setAway(false);
                else location.assign(found.home ?? "/");
              }}
            />
          </Sheet>
        )}
        <Emergencies />
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
