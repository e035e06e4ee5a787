// Forms that the server keeps: held on the phone until the server has confirmed them, in order, and never overwritten.
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { setLanguage } from "../src/i18n";
import { type Preferences, QUIET, REMINDERS } from "../src/patient/settings/forms";
import { LookCard } from "../src/patient/settings/LookCard";
import { QuietCard } from "../src/patient/settings/QuietCard";
import { ReminderForm } from "../src/patient/settings/ReminderForm";
import { leave, refresh, refused, syncNow, unsent, user } from "../src/patient/state";
import { database, forget } from "../src/store/db";
import { draft, forgetDrafts, settled } from "../src/store/drafts";
import { formOf, loadForm, saveForm, unconfirmed } from "../src/sync/forms";
import { emptyPull, json } from "./fake-server";

const FIRST: Preferences = {
  quiet_from: "21:00:00",
  quiet_to: "07:00:00",
  weekly_cap: 14,
  away_from: null,
  away_until: null,
  by_email: true,
  clear_text: false,
};
const BACKWARDS = {
  status: 400,
  code: "invalid",
  detail: "",
  errors: [{ field: "quiet_from", code: "x", detail: "Choose a time." }],
};

/** What the server has, who is signed in there, and what came. */
const server = { wishes: FIRST, rules: [] as object[], me: "", puts: [] as object[] };
/** Stands in for the network before a request reaches the server, and after. */
let before: (path: string, method: string) => unknown;
let after: (path: string, method: string) => unknown;
let id: string;

async function answer(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname.replace("/api/v1/", "");
  const { method } = request;
  const stopped = await before(path, method);
  if (stopped instanceof Response) return stopped;
  const found = await serve(path, method, request);
  await after(path, method);
  return found;
}

async function serve(path: string, method: string, request: Request): Promise<Response> {
  if (path === "me") return json({ signed_in: true, role: "patient", id: server.me, demo: false });
  if (path.includes("sync/pull")) return json(emptyPull(1, "e"));
  if (path.includes("time-zone")) return new Response(null, { status: 204 });
  if (method === "PUT") {
    const body = (await request.json()) as object;
    server.puts.push(body);
    if (path === "reminders/preferences") server.wishes = body as Preferences;
    else server.rules.push(body);
    return json(body);
  }
  if (path === "reminders/preferences") return json(server.wishes);
  return json(path === "reminders" ? server.rules : {});
}

function offline(): never {
  throw new TypeError("no network");
}

/** The app is closed and opened again: nothing is left but what lies on the phone. */
async function startAgain(): Promise<void> {
  cleanup();
  await settled();
  forgetDrafts();
  forget();
  await refresh();
}

/** Hold every PUT back; each is let through by its own function in the list. */
function holdPuts(): (() => void)[] {
  const waiting: (() => void)[] = [];
  before = (_, method) =>
    method === "PUT" ? new Promise<void>((resolve) => waiting.push(resolve)) : undefined;
  return waiting;
}

function shown(): Preferences | undefined {
  return formOf(id, QUIET).known;
}

beforeEach(async () => {
  id = crypto.randomUUID();
  Object.assign(server, { wishes: FIRST, rules: [], me: id, puts: [] });
  before = after = () => undefined;
  vi.stubGlobal("fetch", answer);
  user.value = id;
  await refresh();
});

afterEach(async () => {
  cleanup();
  await leave();
  vi.unstubAllGlobals();
  forget();
});

test("only what the server has confirmed is let go", () => {
  expect(unconfirmed({ a: 1, b: [2], c: 3 }, { a: 1, b: [2], c: 4 })).toEqual({ c: 3 });
  expect(unconfirmed({ a: null }, {})).toEqual({ a: null });
});

test("what was saved without a network is there after a start, counts as unsent, and goes by itself", async () => {
  before = offline;
  await saveForm(id, QUIET, { weekly_cap: 7 });
  expect(formOf(id, QUIET).state).toBe("offline");
  await startAgain();
  expect(draft("form quiet")).toEqual({ patch: { weekly_cap: 7 } });
  expect(unsent.value).toBe(1);
  before = () => undefined;
  await syncNow();
  expect(server.wishes).toEqual({ ...FIRST, weekly_cap: 7 });
  expect(unsent.value).toBe(0);
  await startAgain();
  expect(draft("form quiet")).toBeNull();
});

test("an answer that got lost is asked for again, and what is held lies sealed", async () => {
  after = (_, method) => method === "PUT" && offline();
  await saveForm(id, QUIET, { weekly_cap: 7, away_from: "2026-03-01" });
  await settled();
  const { db } = await database(id);
  const rows = await db.getAll("drafts");
  expect(rows.map(({ name }) => name)).toEqual(["form quiet"]);
  expect(new TextDecoder().decode(rows[0]?.sealed.data)).not.toContain("weekly_cap");
  after = () => undefined;
  await syncNow();
  expect(server.puts).toHaveLength(2);
  expect(unsent.value).toBe(0);
});

test("of two saves the later one wins, and an answer does not overwrite what was changed since", async () => {
  const puts = holdPuts();
  const first = saveForm(id, QUIET, { weekly_cap: 7, by_email: false });
  await waitFor(() => expect(puts).toHaveLength(1));
  const second = saveForm(id, QUIET, { weekly_cap: 21 });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(puts).toHaveLength(1);
  puts[0]?.();
  await waitFor(() => expect(puts).toHaveLength(2));
  expect(draft("form quiet")).toEqual({ patch: { weekly_cap: 21 } });
  expect(formOf(id, QUIET).state).toBe("saving");
  puts[1]?.();
  await Promise.all([first, second]);
  expect(server.puts).toHaveLength(2);
  expect(shown()).toEqual({ ...FIRST, weekly_cap: 21, by_email: false });
  expect(formOf(id, QUIET).state).toBe("saved");
});

test("an answer to an early look does not overwrite a save", async () => {
  const looks: (() => void)[] = [];
  after = (path) =>
    path === "reminders/preferences" && looks.length === 0
      ? new Promise<void>((resolve) => looks.push(resolve))
      : undefined;
  const looking = loadForm(id, QUIET);
  await waitFor(() => expect(looks).toHaveLength(1));
  const saving = saveForm(id, QUIET, { weekly_cap: 28 });
  looks[0]?.();
  await Promise.all([looking, saving]);
  expect(shown()?.weekly_cap).toBe(28);
});

test("what the server refuses stays with its reason, is not sent again, and goes once it is fixed", async () => {
  before = (_, method) => (method === "PUT" ? json(BACKWARDS, 400) : undefined);
  await saveForm(id, QUIET, { quiet_from: "x", weekly_cap: 7 });
  expect(draft("form quiet")).toEqual({
    patch: { quiet_from: "x", weekly_cap: 7 },
    refused: BACKWARDS.errors,
  });
  expect([unsent.value, refused.value]).toEqual([0, 1]);
  before = () => undefined;
  await syncNow();
  expect(server.puts).toEqual([]);
  await saveForm(id, QUIET, { quiet_from: "22:00" });
  expect(server.wishes).toEqual({ ...FIRST, quiet_from: "22:00", weekly_cap: 7 });
  expect(refused.value).toBe(0);
});

test("nothing is sent while somebody else is signed in, or while the server is in trouble", async () => {
  server.me = "somebody else";
  await saveForm(id, QUIET, { weekly_cap: 7 });
  expect(formOf(id, QUIET).state).toBe("signed_out");
  server.me = id;
  before = (_, method) => (method === "PUT" ? json({}, 503) : undefined);
  await syncNow();
  expect(formOf(id, QUIET).state).toBe("later");
  expect(server.puts).toEqual([]);
  expect(unsent.value).toBe(1);
});

test("what another tab has sent is not sent again", async () => {
  before = offline;
  await saveForm(id, QUIET, { weekly_cap: 7 });
  await settled();
  const { db } = await database(id);
  await db.delete("drafts", "form quiet");
  before = () => undefined;
  await syncNow();
  expect(server.puts).toEqual([]);
  expect(unsent.value).toBe(0);
});

test("leaving the phone takes held forms along, also while one is being sent", async () => {
  const puts = holdPuts();
  const saving = saveForm(id, QUIET, { weekly_cap: 7 });
  await waitFor(() => expect(puts).toHaveLength(1));
  expect(unsent.value).toBe(1);
  await leave();
  expect(unsent.value).toBe(0);
  // The next person on this phone has a form of the same name.
  user.value = "next";
  await refresh();
  const [put] = puts;
  before = offline;
  await saveForm("next", QUIET, { weekly_cap: 28 });
  put?.();
  await saving;
  expect(draft("form quiet")).toEqual({ patch: { weekly_cap: 28 } });
  expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(`nod-${id}`);
});

test("every reminder is sent, and all are held until the last has arrived", async () => {
  const rule = (slot: "morning" | "evening") =>
    ({ kind: "session", slot, local_time: "08:00", days: 127, enabled: true }) as const;
  let put = 0;
  before = (_, method) => method === "PUT" && ++put === 2 && offline();
  await saveForm(id, REMINDERS, { "session/morning": rule("morning"), "session/evening": rule("evening") });
  expect(server.rules).toHaveLength(1);
  expect(unsent.value).toBe(1);
  await syncNow();
  expect(server.rules.slice(1)).toEqual([rule("morning"), rule("evening")]);
  expect(unsent.value).toBe(0);
});

test("the screen says what is going on, is busy meanwhile, and shows what is held after a start", async () => {
  render(<QuietCard />);
  const cap = async () => (await screen.findByLabelText("In one week")) as HTMLSelectElement;
  fireEvent.change(await cap(), { target: { value: "7" } });
  const puts = holdPuts();
  const button = screen.getByRole("button", { name: "Save quiet times" });
  fireEvent.click(button);
  await screen.findByText("Saving…");
  expect(button.getAttribute("aria-busy")).toBe("true");
  fireEvent.click(button);
  // Typed while the first save is on its way: its answer leaves it alone, and does not call it saved.
  fireEvent.click(screen.getByLabelText("Email me when no phone shows reminders"));
  await waitFor(() => expect(puts).toHaveLength(1));
  puts[0]?.();
  await waitFor(() => expect(unsent.value).toBe(0));
  expect(server.puts).toHaveLength(1);
  expect(screen.queryByText("Reminders saved.")).toBeNull();
  const mail = () => screen.getByLabelText("Email me when no phone shows reminders") as HTMLInputElement;
  expect(mail().checked).toBe(false);

  before = offline;
  fireEvent.click(button);
  await screen.findByText(/Not saved yet/);
  await startAgain();
  render(<QuietCard />);
  expect((await cap()).value).toBe("7");
  expect(mail().checked).toBe(false);
  expect(screen.getByRole("status").textContent).toContain("Not saved yet");
  before = () => undefined;
  await syncNow();
  await screen.findByText("Reminders saved.");
  expect(server.wishes).toEqual({ ...FIRST, weekly_cap: 7, by_email: false });
});

test("a refused field is marked until it is changed", async () => {
  render(<QuietCard />);
  const [from] = (await screen.findAllByLabelText("From")) as [HTMLInputElement];
  before = (_, method) => (method === "PUT" ? json(BACKWARDS, 400) : undefined);
  fireEvent.input(from, { target: { value: "23:00" } });
  fireEvent.click(screen.getByRole("button", { name: "Save quiet times" }));
  await screen.findByText("Choose a time.");
  screen.getByText(/couldn't be saved/);
  expect(from.value).toBe("23:00");
  fireEvent.input(from, { target: { value: "22:30" } });
  await waitFor(() => expect(screen.queryByText("Choose a time.")).toBeNull());
});

test("reminders that the server does not have are saved as they are shown", async () => {
  render(<ReminderForm />);
  fireEvent.click(await screen.findByRole("button", { name: "Save reminders" }));
  await screen.findByText("Reminders saved.");
  expect(server.rules).toHaveLength(5);
  fireEvent.click(screen.getByLabelText("Weekly questions"));
  fireEvent.click(screen.getByRole("button", { name: "Save reminders" }));
  await waitFor(() => expect(server.rules).toHaveLength(6));
  expect(server.rules[5]).toMatchObject({ kind: "weekly", enabled: false });
});

test("the step after reminders saves what was chosen, and does not wait for it", async () => {
  const next = vi.fn();
  render(<ReminderForm onNext={next} />);
  fireEvent.click(await screen.findByLabelText("Weekly questions"));
  before = offline;
  fireEvent.click(screen.getByRole("button", { name: "Next" }));
  expect(next).toHaveBeenCalledTimes(1);
  await waitFor(() => expect(formOf(id, REMINDERS).state).toBe("offline"));
  before = () => undefined;
  await syncNow();
  expect(server.rules).toContainEqual(expect.objectContaining({ kind: "weekly", enabled: false }));
});

test("the language chosen on the phone reaches the server, which writes the mails", async () => {
  before = offline;
  render(<LookCard />);
  fireEvent.click(screen.getByRole("button", { name: "Español" }));
  await waitFor(() => expect(unsent.value).toBe(1));
  before = () => undefined;
  await syncNow();
  expect(server.wishes).toEqual({ ...FIRST, language: "es" });
  await setLanguage("en");
});
