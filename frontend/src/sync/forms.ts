// Saving a form that the server keeps. What was saved is held on the phone first, and let go field by field when the
// server has confirmed it; until then it is sent again at every sync, one request at a time for each form.
import { signal } from "@preact/signals";
import { api, type Problem } from "../api/client";
import type { Fault } from "../store/db";
import { withDatabase } from "../store/db";
import { AHEAD, draft, isOwner, keepDraft, settled } from "../store/drafts";
import { FORM, type HeldForm } from "../store/held-forms";
import { unseal } from "../store/sealed";
import { keepMeta, readMeta } from "../store/snapshot";

export interface Form<Value extends object> {
  name: string;
  /** Ask the server for the form as it is there. Throws when there is no answer. */
  load: (signal: AbortSignal) => Promise<Value>;
  /** Send changed fields; returns what the server has now. Throws `Refusal` when it will never take them. */
  save: (patch: Partial<Value>, signal: AbortSignal) => Promise<Partial<Value>>;
}

export type FormState = "saving" | "saved" | "refused" | "offline" | "signed_out" | "later";

interface Seen {
  /** The form as the server last told it. */
  known?: object;
  state?: FormState;
}

/** After this a request is given up, so that a dead network does not block the form. */
const LIMIT_MS = 15_000;

const seen = signal<ReadonlyMap<string, Seen>>(new Map());
const queues = new Map<string, Promise<void>>();

/** The server will not take what was sent. */
export class Refusal extends Error {
  constructor(readonly faults: Fault[]) {
    super("refused");
  }
}

class Unsent extends Error {
  constructor(readonly state: FormState) {
    super(state);
  }
}

/** What the server last told of a form and how its last save went; follows changes while drawing. */
export function formOf<Value extends object>(
  user: string,
  form: Form<Value>,
): { known?: Value; state?: FormState } {
  return (seen.value.get(idOf(user, form)) ?? {}) as { known?: Value; state?: FormState };
}

function note<Value extends object>(user: string, form: Form<Value>, change: Seen): void {
  const id = idOf(user, form);
  seen.value = new Map(seen.peek()).set(id, { ...seen.peek().get(id), ...change });
}

/** Forget that a form was saved, once the screen has said so. */
export function clearSaved<Value extends object>(user: string, form: Form<Value>): void {
  const { state, ...rest } = seen.peek().get(idOf(user, form)) ?? {};
  if (state === "saved") seen.value = new Map(seen.peek()).set(idOf(user, form), rest);
}

/** Show what this phone knows of a form, then what the server says. */
export function loadForm<Value extends object>(user: string, form: Form<Value>): Promise<void> {
  // In turn with saving: an answer from before a save must not be shown after it.
  return inTurn(user, form, async () => {
    if (!formOf(user, form).known) {
      const known = await readMeta<Value>(user, FORM + form.name).catch(() => undefined);
      if (known) note(user, form, { known });
    }
    try {
      const limit = AbortSignal.timeout(LIMIT_MS);
      await checkUser(user, limit);
      await learn(user, form, await form.load(limit));
    } catch (error) {
      if (!formOf(user, form).known) note(user, form, { state: stateAfter(error) });
    }
  });
}

/** Hold changed fields on the phone, over those held before, and send them. */
export function saveForm<Value extends object>(
  user: string,
  form: Form<Value>,
  patch: Partial<Value>,
): Promise<void> {
  const held = draft<HeldForm>(FORM + form.name)?.patch;
  if (held || Object.keys(patch).length > 0) keepDraft(FORM + form.name, { patch: { ...held, ...patch } });
  note(user, form, { state: "saving" });
  return sendForm(user, form);
}

/** Send what is held of a form, if anything. */
export function sendForm<Value extends object>(user: string, form: Form<Value>): Promise<void> {
  return inTurn(user, form, async () => {
    try {
      while (await sendOnce(user, form));
      if (formOf(user, form).state === "saving") note(user, form, { state: "saved" });
    } catch (error) {
      note(user, form, { state: stateAfter(error) });
    }
  });
}

/** Send what is held now; false when there is nothing to send. */
async function sendOnce<Value extends object>(user: string, form: Form<Value>): Promise<boolean> {
  const name = FORM + form.name;
  const held = await heldNow(user, name);
  if (!held || held.refused) return false;
  note(user, form, { state: "saving" });
  const limit = AbortSignal.timeout(LIMIT_MS);
  await checkUser(user, limit);
  try {
    const confirmed = await form.save(held.patch as Partial<Value>, limit);
    if (!isOwner(user)) return false;
    await learn(user, form, { ...formOf(user, form).known, ...confirmed });
    const left = unconfirmed((await heldNow(user, name))?.patch ?? {}, held.patch);
    keepDraft(name, Object.keys(left).length > 0 ? { patch: left } : null);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const now = await heldNow(user, name);
    // What was changed meanwhile is another try.
    if (now && Object.keys(unconfirmed(now.patch, held.patch)).length === 0) {
      keepDraft(name, { ...now, refused: error.faults });
      note(user, form, { state: "refused" });
    }
  }
  return true;
}

/** What is held of a form, as it lies on the phone: another tab may have changed or sent it. */
async function heldNow(user: string, name: string): Promise<HeldForm | null> {
  await settled();
  const held = isOwner(user) ? draft<HeldForm>(name) : null;
  // What could not be sealed yet is newer than what was.
  if (!held || localStorage.getItem(AHEAD + name)) return held;
  const stored = await withDatabase(user, async ({ db, key }) => {
    const row = await db.get("drafts", name);
    return row ? unseal<HeldForm>(key, row.sealed) : null;
  });
  // Changed here meanwhile, or the person has left.
  if (draft(name) !== held) return draft(name);
  if (JSON.stringify(stored) !== JSON.stringify(held)) keepDraft(name, stored);
  return stored;
}

/** What is left of a patch when the server has confirmed `sent`: the fields that were changed since. */
export function unconfirmed(
  patch: Record<string, unknown>,
  sent: Record<string, unknown>,
): Record<string, unknown> {
  const same = (field: string) => JSON.stringify(patch[field]) === JSON.stringify(sent[field]);
  return Object.fromEntries(Object.entries(patch).filter(([field]) => !same(field)));
}

/** The data of an answer; throws `Refusal` or what else keeps it from being taken. */
export function taken<Data>(answer: { data?: Data; error?: unknown; response: Response }): Data {
  const { data, error, response } = answer;
  if (data !== undefined) return data;
  const { status } = response;
  // 409: somebody else is signed in here.
  if (status === 401 || status === 409) throw new Unsent("signed_out");
  if (status >= 500 || [408, 425, 426, 429].includes(status)) throw new Unsent("later");
  const { code = "", detail = "", errors } = (error || {}) as Partial<Problem>;
  throw new Refusal(errors ?? [{ field: "", code, detail }]);
}

/** Make sure that this phone's person is the one signed in; also renews the CSRF token. */
async function checkUser(user: string, signal: AbortSignal): Promise<void> {
  const me = taken(await api.GET("/api/v1/me", { signal }));
  if (me.id !== user) throw new Unsent("signed_out");
}

async function learn<Value extends object>(user: string, form: Form<Value>, known: object): Promise<void> {
  // After somebody has left, nothing of theirs may be written here again.
  if (!isOwner(user)) return;
  note(user, form, { known });
  // Only shown offline; without room for it the form still works.
  await keepMeta(user, FORM + form.name, known).catch(() => undefined);
}

function stateAfter(error: unknown): FormState {
  if (error instanceof Unsent) return error.state;
  // Without a network, or with one that did not answer in time; else it is the phone's own database.
  const { name } = error as Error;
  return ["TypeError", "TimeoutError", "AbortError"].includes(name) ? "offline" : "later";
}

/** One after the other for each form, also across tabs. */
function inTurn<Value extends object>(
  user: string,
  form: Form<Value>,
  work: () => Promise<void>,
): Promise<void> {
  const id = idOf(user, form);
  const turn = async () => {
    if (navigator.locks) await navigator.locks.request(`nod-form ${id}`, work);
    else await work();
  };
  const next = (queues.get(id) ?? Promise.resolve()).then(turn);
  queues.set(
    id,
    next.catch(() => undefined),
  );
  return next;
}

function idOf(user: string, form: { name: string }): string {
  return `${user} ${form.name}`;
}
