// A desk for the tests: a server that answers by a table, and a card or page drawn as the desk draws it.
import { cleanup, configure, render } from "@testing-library/preact";
import type { ComponentChildren, ComponentType } from "preact";
import { LocationProvider, Route, Router } from "preact-iso";
import { vi } from "vitest";
import { dropAllDrafts } from "../src/clinic/sealed-drafts";
import type { Builder, CatalogueItem, PatientPageData, ProgramLine, Reason, Row } from "../src/clinic/types";
import { json } from "./fake-server";

// What is hidden is asked of the browser tests: here it costs half of the time.
configure({ defaultHidden: true });

type Reply = object | Response | (() => object | Response);

export interface Server {
  /** What was sent, as "POST path" with its body; what was only read is not kept. */
  sent: { what: string; body: Record<string, unknown> }[];
  /** "GET path" and its like, without /api/v1/ and the patient's place; what has no answer is not found. */
  answers: Record<string, Reply>;
  offline: boolean;
}

export const PATIENT = "11111111-1111-4111-8111-111111111111";

/** Stand in for the network until `vi.unstubAllGlobals`. */
export function serve(answers: Server["answers"] = {}): Server {
  const server: Server = { sent: [], answers, offline: false };
  vi.stubGlobal("fetch", async (input: Request | string) => {
    if (server.offline) throw new TypeError("no network");
    const request = typeof input === "string" ? new Request(new URL(input, location.origin)) : input;
    const path = new URL(request.url).pathname.replace("/api/v1/", "").replace(`patients/${PATIENT}`, "p");
    const what = `${request.method} ${path}`;
    if (request.method !== "GET") {
      const text = await request.text();
      server.sent.push({ what, body: text ? JSON.parse(text) : {} });
    }
    const reply = server.answers[what];
    const answer = typeof reply === "function" ? reply() : reply;
    if (answer instanceof Response) return answer;
    return answer ? json(answer) : json({ status: 404, code: "not_found", detail: "Not found." }, 404);
  });
  return server;
}

/** After each test: nothing drawn, nothing typed, and the network as it was. */
export function tidyUp(): void {
  cleanup();
  dropAllDrafts();
  vi.unstubAllGlobals();
}

export const refusal = (status: number, code: string, detail: string) =>
  json({ status, code, detail }, status);

/** Draw a card, or a page at its path. */
export function show(what: ComponentChildren): void {
  render(<LocationProvider>{what}</LocationProvider>);
}

export function showPage(path: string, component: ComponentType): void {
  history.replaceState(null, "", path);
  const at = path.split("?")[0]?.replace(PATIENT, ":id") ?? "";
  show(
    <Router>
      <Route path={at} component={component} />
      <Route default component={Elsewhere} />
    </Router>,
  );
}

const Elsewhere = () => <p>went to {location.pathname}</p>;

export const reason = (change: Partial<Reason> = {}): Reason => ({
  code: "silent",
  rule_version: 1,
  evidence: { days: 6 },
  evidence_id: "e-1",
  opened_at: "2026-03-01T09:00:00Z",
  waiting_since: "2026-03-01T09:00:00Z",
  acknowledged_at: null,
  snoozed_until: null,
  acknowledged_by: null,
  waiting: true,
  texts: [],
  note: "",
  ...change,
});

export const row = (name: string, change: Partial<Row> = {}): Row => ({
  id: PATIENT,
  name,
  status: "active",
  program: "Neck basics",
  last_heard_on: "2026-03-01",
  counted_until: "2026-03-01",
  recorded_days: 20,
  headache_days: 5,
  monthly_headache_days: 7,
  quality: "reliable",
  sessions_7d: 3,
  recent: [],
  recent_headaches: [],
  reasons: [],
  call: null,
  ...change,
});

export const page = (change: Partial<PatientPageData> = {}): PatientPageData => ({
  patient: row("Pia Moss"),
  time_zone: "UTC",
  details: { precautions: [], birth_year: null, sex: "" },
  contact: { phone: "", emergency_name: "", emergency_phone: "", birth_on: "", record_number: "" },
  emergency_until: null,
  phase: null,
  red_flags: [],
  findings: [],
  conflicts: [],
  numbers: [],
  ...change,
});

const DOSE = {
  sets: 1,
  reps: 10,
  hold_seconds: 5,
  rest_seconds: 10,
  per_day: 2,
  days_week: 7,
  side: "none",
  type: "reps",
  note: "",
} as const;
const FIGURE = { rig: "side", base: "SIT_SIDE", view: [0, 0, 320, 288], props: [], cues: [], poses: [] };

export const line = (exercise: string, name: string): ProgramLine =>
  ({ ...DOSE, exercise, name, figure: FIGURE }) as ProgramLine;

export const inCatalogue = (exercise: string, name: string, change: Partial<CatalogueItem> = {}) =>
  ({
    exercise,
    name,
    clinical: "Trains the deep neck flexors",
    targets: ["strength"],
    ready_when: "it is easy",
    sources: [],
    reviewed_by: "Cora",
    category: "neck",
    equipment: [],
    languages: ["en"],
    contraindications: [],
    cautions: [],
    gates: [],
    easier: [],
    harder: [],
    figure: FIGURE,
    dose: DOSE,
    ...change,
  }) as CatalogueItem;

export const running = (change: Partial<NonNullable<Builder["program"]>> = {}) =>
  ({
    version_id: "v1",
    number: 1,
    name: "Neck basics",
    protocol: "basics",
    phase: 1,
    phase_name: "Start",
    start_on: "2026-02-01",
    note: "",
    headache_rule: null,
    overrides: {},
    overridden: {},
    published_by: "Tara",
    published_at: "2026-02-01T09:00:00Z",
    paused_since: null,
    paused_because: "",
    paused_until: null,
    items: [line("nod", "Head nod"), line("turn", "Head turn")],
    versions: [],
    updates: [],
    ...change,
  }) as NonNullable<Builder["program"]>;

export const builder = (change: Partial<Builder> = {}): Builder => ({
  name: "Pia Moss",
  time_zone: "UTC",
  precautions: [],
  whole_program: {},
  stiff_side: "",
  stiff_since: null,
  red_flags: [],
  blocks: {},
  program: running(),
  emergency_until: null,
  ...change,
});

export const TEMPLATE = {
  slug: "basics",
  name: "Neck basics",
  summary: "Strength and movement.",
  has_flare: false,
  based_on: "Trials.",
  visits: "",
  next: [],
  sources: [],
  reviewed_by: "Cora",
  phases: [
    { number: 1, name: "Start", weeks: [1, 2], gates: [], items: [line("nod", "Head nod")] },
    { number: 2, name: "Build", weeks: [3, 6], gates: [], items: [line("lift", "Head lift")] },
  ],
};
