// What stands in place of the desk while nobody is known to sit there: nothing of any patient.
import { useEffect, useState } from "preact/hooks";
import { SignIn } from "../account/SignIn";
import type { Me } from "../api/sign-in";
import { setLanguage } from "../i18n";

export function Locked({ me, onBack }: { me: Me; onBack: () => void }) {
  // The sign-in's words are loaded only when they are needed.
  const [ready, setReady] = useState(false);
  useEffect(() => void setLanguage("en").then(() => setReady(true)), []);
  return (
    <main class="locked stack">
      <p class="brand">
        <img src="/icons/icon.svg" alt="" width="36" height="36" /> Nod
      </p>
      <section class="card stack" aria-label="Locked">
        <h1>Are you still there?</h1>
        <p>
          Nod hides itself after 15 minutes without use, and signs you out after 12 hours. Sign in to
          continue. What you typed is kept.
        </p>
        {ready && (
          <SignIn
            again={me.email ?? ""}
            onSignedIn={(found) => {
              // Somebody else gets a desk of their own, not this one's screen.
              if (found.id === me.id) onBack();
              else location.assign(found.home ?? "/");
            }}
          />
        )}
      </section>
    </main>
  );
}
