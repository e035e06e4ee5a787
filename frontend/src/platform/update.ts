// Registers the service worker and tells when a new version waits. It is taken only with the patient's consent.
import { signal } from "@preact/signals";
import { trustedWorker } from "./trusted-worker";

export const updateReady = signal(false);
const HOUR = 3600_000;
let lastAsked = Date.now();
let waitingWorker: ServiceWorker | null = null;

/** `mayTake` says whether nothing is in the way of an update that waited since the last time: no entry unsent, no
 * session begun. Then it is taken at the start, before the patient does anything. */
export async function registerWorker(mayTake: () => boolean): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register(trustedWorker.createScriptURL("/app/sw.js"), {
      scope: "/app/",
      updateViaCache: "none",
    });
    const note = (worker: ServiceWorker | null) => {
      if (!worker || !navigator.serviceWorker.controller) return;
      waitingWorker = worker;
      updateReady.value = true;
    };
    note(registration.waiting);
    if (updateReady.value && mayTake()) takeUpdate();
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "visible" || Date.now() - lastAsked < HOUR) return;
      lastAsked = Date.now();
      void registration.update().catch(() => undefined);
    });
    registration.addEventListener("updatefound", () => {
      const fresh = registration.installing;
      fresh?.addEventListener("statechange", () => {
        if (fresh.state === "installed") note(fresh);
      });
    });
  } catch {
    // Private mode or a blocked worker: the app works, only not offline.
  }
}

/** Take the waiting version and reload; a time limit covers phones that never tell that it took over. */
export function takeUpdate(): void {
  const reload = () => location.reload();
  navigator.serviceWorker.addEventListener("controllerchange", reload, { once: true });
  waitingWorker?.postMessage("update");
  setTimeout(reload, 2_000);
}

/** Look for a version that the server still talks to, and take it; what waits in the outbox stays. */
export async function findUpdate(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration("/app/");
  await registration?.update().catch(() => undefined);
  if (registration?.waiting) {
    waitingWorker = registration.waiting;
    takeUpdate();
  } else if (!registration?.installing) location.reload();
}
