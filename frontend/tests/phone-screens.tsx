// A phone for the tests of screens: a signed-in patient over the real store and sync, and a server that takes it all.
import { cleanup, configure, render } from "@testing-library/preact";
import type { ComponentChildren, ComponentType } from "preact";
import { LocationProvider, Route, Router } from "preact-iso";
import { vi } from "vitest";
import { addDays } from "../src/domain/dates";
import type { Plan, PlanItem } from "../src/domain/plan";
import { leave, refresh, syncNow, today, user } from "../src/patient/state";
import { database, forget } from "../src/store/db";
import { forgetDrafts } from "../src/store/drafts";
import { everything } from "../src/store/outbox";
import { emptyPull, json } from "./fake-server";

// What is hidden is asked of the browser tests: here it costs half of the time.
configure({ defaultHidden: true });

export interface Phone {
  id: string;
  offline: boolean;
  /** By path without /api/v1/, in place of what the server would say. */
  answers: Record<string, () => Response>;
  /** What waits to be sent, oldest first. */
  waiting: () => Promise<Record<string, unknown>[]>;
}

/** A phone that has pulled `given`, and has been without a network since. */
export async function takePhone(given: Record<string, unknown> = {}): Promise<Phone> {
  const id = crypto.randomUUID();
  const phone: Phone = {
    id,
    offline: false,
    answers: {},
    waiting: async () =>
      (await everything(id)).map(({ record }) => record as unknown as Record<string, unknown>),
  };
  vi.stubGlobal("fetch", async (input: Request | string) => {
    if (phone.offline) throw new TypeError("no network");
    const path = new URL(typeof input === "string" ? input : input.url, location.origin).pathname.replace(
      "/api/v1/",
      "",
    );
    const own = phone.answers[path];
    if (own) return own();
    if (path === "me")
      return json({ signed_in: true, role: "patient", id, email: "pia@example.org", demo: false });
    if (path === "sync/pull") return json({ ...emptyPull(1, "e"), ...given });
    // The clinic's content is not what is tested here.
    if (path === "library") return new Response("", { status: 503 });
    return path === "device/time-zone" ? new Response(null, { status: 204 }) : json({});
  });
  user.value = id;
  await database(id);
  await refresh();
  await syncNow();
  phone.offline = true;
  return phone;
}

export async function putPhoneAway(): Promise<void> {
  cleanup();
  // What a tap has begun to send ends first.
  await syncNow();
  await leave();
  forget();
  forgetDrafts();
  localStorage.clear();
  vi.unstubAllGlobals();
}

export function show(what: ComponentChildren): void {
  history.replaceState(null, "", "/app/");
  render(<LocationProvider>{what}</LocationProvider>);
}

/** At its path, so that it knows which day or measure it is about. */
export function showAt(pattern: string, path: string, component: ComponentType): void {
  history.replaceState(null, "", path);
  render(
    <LocationProvider>
      <Router>
        <Route path={pattern} component={component} />
        <Route default component={Elsewhere} />
      </Router>
    </LocationProvider>,
  );
}

const Elsewhere = () => <p>went to {location.pathname}</p>;

export const ago = (days: number) => addDays(today.value, -days);

const words = (name: string) => ({
  name,
  cue: "Small and slow.",
  start: "Lie on your back.",
  steps: ["Nod.", "Hold.", "Let go."],
  feel: "The front of your neck.",
  mistakes: ["Lifting the head"],
  stop_if: "You get dizzy.",
  ready_when: "It is easy.",
  easier: "Half the way.",
  alt: `A person does: ${name}`,
});

export const item = (id: string, name: string, dose: Partial<PlanItem["dose"]> = {}): PlanItem => ({
  id,
  exercise: id,
  words: { en: words(name), es: words(name) },
  figure: {
    rig: "side",
    view: [0, 0, 320, 288],
    props: [],
    cues: [],
    poses: [{ joints: {} }, { joints: {} }],
  },
  dose: {
    sets: 1,
    reps: 2,
    hold_seconds: 2,
    rest_seconds: 1,
    per_day: 1,
    days_week: 7,
    side: "none",
    type: "reps",
    note: "",
    ...dose,
  },
});

export const plan = (items: PlanItem[]): Plan => ({
  program_id: "p",
  version_id: "v",
  version_number: 1,
  name: { en: "Neck basics", es: "Cuello" },
  phase: 1,
  phase_name: { en: "Start", es: "Inicio" },
  note: "Keep going.",
  start_on: ago(10),
  published_at: "2026-01-01T00:00:00Z",
  therapist: "Tara",
  items,
});

export const day = (on: string, fields: object) => ({
  occurred_on: on,
  fields,
  conflicts: {},
  heads: [crypto.randomUUID()],
});
