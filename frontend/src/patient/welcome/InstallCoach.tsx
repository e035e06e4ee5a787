// How to put Nod on the home screen: with the browser's own button where there is one, else with pictures.
import { useState } from "preact/hooks";
import { canInstall, install, isInstalled, platform } from "../../platform/install";
import { say } from "./install-words";

export function InstallCoach() {
  const [done, setDone] = useState(isInstalled());
  if (done) return <p class="card">✓ {say("done")}</p>;
  const kind = platform();
  return (
    <section class="card stack">
      <p>{say("why")}</p>
      {canInstall.value ? (
        <button type="button" class="button wide" onClick={() => void install().then(setDone)}>
          {say("button")}
        </button>
      ) : (
        <ol class="coach">
          {([1, 2, 3] as const).map((n) => (
            <li key={n}>
              <Picture kind={kind} step={n} />
              <span>{say(`${kind}.${n}`)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** A small drawing of what to look for. */
function Picture({ kind, step }: { kind: "ios" | "android" | "desktop"; step: 1 | 2 | 3 }) {
  const share = "M12 14V3M8 7l4-4 4 4M5 11v9h14v-9";
  const dots = "M12 5v.01M12 12v.01M12 19v.01";
  const plus = "M4 4h16v16H4zM12 8v8M8 12h8";
  const home = "M4 11 12 4l8 7v9H4zM10 20v-6h4v6";
  const screenIcon = "M3 5h18v12H3zM8 20h8M12 8v6M9.5 11.5 12 14l2.5-2.5";
  const path =
    step === 1 ? (kind === "ios" ? share : kind === "android" ? dots : screenIcon) : step === 2 ? plus : home;
  return (
    <svg class="coach-picture" viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
