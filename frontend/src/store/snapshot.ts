// What the server last told this phone, and reading it all at once for the screens.
import type { IDBPObjectStore } from "idb";
import { afterAnswers, proposedBy } from "../domain/answers";
import { type LocalDate, localDate } from "../domain/dates";
import { type Day, withUnsent } from "../domain/diary";
import { keptFrom } from "../domain/keeping";
import type { Plan } from "../domain/plan";
import { type Hold, openHold } from "../domain/standing";
import type { Since, Wire } from "../wire/shapes";
import {
  type CheckRow,
  type MessageRow,
  type OutboxRow,
  type Records,
  type Schema,
  type ScoreRow,
  type SessionRow,
  storeInto,
  withDatabase,
} from "./db";
import { type KeptLibrary, type Library, safetyCheck } from "./library";
import { type BaselineRecord, everything, revisionsIn } from "./outbox";
import { type Sealed, seal, unseal } from "./sealed";

/** `in_care` is false after discharge, before `record_since` there is nothing on record. */
export type Profile = Pick<Pulled, "name" | "language" | "time_zone" | "in_care" | "record_since">;
/** The 28 dates before the running program. */
export type Before = Wire<"PulledBefore">;
/** Whom to call, where, and when somebody is there; what to call in an emergency is "" where the clinic says nothing. */
export type ClinicFacts = Since<Wire<"PulledClinic">, "emergency_number">;
/** When a therapist looked at the open safety answers; null: nobody has yet. */
export type OpenAnswer = Wire<"SeenAnswer">;

export interface Snapshot {
  profile: Profile | null;
  plan: Plan | null;
  planTag: string;
  cursor: number;
  days: Map<LocalDate, Day>;
  sessions: SessionRow[];
  messages: MessageRow[];
  scores: ScoreRow[];
  checks: CheckRow[];
  /** What the patient recalled of the four weeks before. */
  baseline: BaselineRecord | null;
  before: Before | null;
  /** Why no exercise is to be done now, by the server's word or an answer that has not been sent yet. */
  hold: Hold | null;
  /** Only gentle items go on: an answer for the therapist is open, by the same two. */
  gentle: boolean;
  clinic: ClinicFacts | null;
  openAnswer: OpenAnswer | null;
  headacheMinMinutes: number;
  library: Library | null;
  outbox: OutboxRow[];
}

/** Absent from a server of before. */
type Later = "epoch" | "in_care" | "record_since" | "before" | "gentle" | "clinic" | "open_answer";
export type Pulled = Since<Wire<"Pull">, Later>;

/** As long as the oldest backup that the server may be restored to. */
const KEPT_MS = 35 * 86_400_000;
const PULLED = ["days", "sessions", "messages", "scores", "checks"] as const;

/**
 * Store a pull and take what the server has answered for out of the outbox, in one transaction. `since` is the cursor
 * that was sent: a pull from 0 replaces everything that was pulled before.
 */
export async function storePull(
  user: string,
  pulled: Pulled,
  settled: string[],
  since: number,
  now: number,
): Promise<void> {
  await storeInto(user, async ({ db, key }) => {
    const profile: Profile = {
      name: pulled.name,
      language: pulled.language === "es" ? "es" : "en",
      time_zone: pulled.time_zone,
      in_care: pulled.in_care ?? true,
      record_since: pulled.record_since,
    };
    const facts: Record<string, unknown> = {
      profile,
      cursor: pulled.cursor,
      epoch: pulled.epoch,
      hold: pulled.hold,
      gentle: pulled.gentle,
      clinic: pulled.clinic,
      openAnswer: pulled.open_answer,
      baseline: pulled.baseline,
      before: pulled.before ?? null,
      headacheMinMinutes: pulled.headache_min_minutes,
      ...(pulled.plan_changed ? { plan: pulled.plan, planTag: pulled.plan_tag } : {}),
    };
    // Sealed before the transaction begins: it would end by itself while the cipher works.
    const sealedFacts = await Promise.all(
      Object.entries(facts).map(async ([name, value]) => [name, await seal(key, value ?? null)] as const),
    );
    const rows = await Promise.all(
      PULLED.map((name) =>
        Promise.all(pulled[name].map(async (row) => ({ row, sealed: await seal(key, row) }))),
      ),
    );
    const tx = db.transaction(["meta", "outbox", "kept", ...PULLED], "readwrite", { durability: "strict" });
    const tooOld = await tx
      .objectStore("kept")
      .index("at")
      .getAllKeys(IDBKeyRange.upperBound(now - KEPT_MS));
    const work: Promise<unknown>[] = tooOld.map((id) => tx.objectStore("kept").delete(id));
    for (const [name, value] of sealedFacts) work.push(tx.objectStore("meta").put(value, name));
    PULLED.forEach((name, place) => {
      const store = tx.objectStore(name);
      if (since === 0) work.push(store.clear());
      for (const { row, sealed } of rows[place] ?? [])
        work.push(store.put("id" in row ? { id: row.id, sealed } : { occurred_on: row.occurred_on, sealed }));
    });
    for (const id of settled) work.push(keep(tx.objectStore("outbox"), tx.objectStore("kept"), id, now));
    await Promise.all([...work, tx.done]);
  });
}

type Of<Name extends "outbox" | "kept"> = IDBPObjectStore<
  Schema,
  ("meta" | "outbox" | "kept" | (typeof PULLED)[number])[],
  Name,
  "readwrite"
>;

async function keep(outbox: Of<"outbox">, kept: Of<"kept">, id: string, now: number): Promise<void> {
  const row = await outbox.get(id);
  if (row) await Promise.all([kept.put({ ...row, at: now }), outbox.delete(id)]);
}

/**
 * Forget what a phone does not keep, once a day; the server has it. By the server's clock: one that is wrong must not
 * empty the phone.
 */
export async function forgetOld(user: string, serverTime: string, zone: string): Promise<void> {
  const first = keptFrom(localDate(Date.parse(serverTime), zone));
  if ((await readMeta<LocalDate>(user, "keptFrom")) === first) return;
  await withDatabase(user, async ({ db, key }) => {
    for (const name of PULLED) {
      const [keys, rows] = await Promise.all([db.getAllKeys(name), db.getAll(name)]);
      const values = await Promise.all(
        rows.map((row) => unseal<{ occurred_on?: LocalDate } & Partial<MessageRow>>(key, row.sealed)),
      );
      const old = keys.filter((_, place) => {
        const { occurred_on, recorded_at = "", received_at = recorded_at } = values[place] ?? {};
        return (occurred_on ?? localDate(Date.parse(received_at), zone)) < first;
      });
      const tx = db.transaction(name, "readwrite");
      await Promise.all([...old.map((each) => tx.store.delete(each)), tx.done]);
    }
  });
  await keepMeta(user, "keptFrom", first);
}

/** The server was restored to an earlier day: send again what it had answered for, and pull everything anew. */
export async function startOver(user: string, epoch: string): Promise<void> {
  await withDatabase(user, async ({ db, key }) => {
    const facts = [
      ["cursor", await seal(key, 0)],
      ["epoch", await seal(key, epoch)],
      ["planTag", await seal(key, "")],
    ] as const;
    const tx = db.transaction(["meta", "outbox", "kept"], "readwrite", { durability: "strict" });
    const kept = await tx.objectStore("kept").getAll();
    const work: Promise<unknown>[] = facts.map(([name, value]) => tx.objectStore("meta").put(value, name));
    // Under the order they had, which is before all that was written since.
    for (const { at: _, ...row } of kept) work.push(tx.objectStore("outbox").put(row));
    await Promise.all([...work, tx.objectStore("kept").clear(), tx.done]);
  });
}

interface Facts {
  profile?: Profile;
  plan?: Plan | null;
  planTag?: string;
  cursor?: number;
  hold?: Hold | null;
  gentle?: boolean | null;
  clinic?: ClinicFacts | null;
  openAnswer?: OpenAnswer | null;
  baseline?: BaselineRecord | null;
  before?: Before | null;
  headacheMinMinutes?: number;
  library?: KeptLibrary;
}

/** Read everything the screens show, unsent writings included. */
export async function readSnapshot(user: string): Promise<Snapshot> {
  const stored = await withDatabase(user, async ({ db, key }) => {
    const tx = db.transaction(["meta", ...PULLED]);
    const meta = tx.objectStore("meta");
    const [names, facts, days, sessions, messages, scores, checks] = await Promise.all([
      meta.getAllKeys(),
      meta.getAll(),
      tx.objectStore("days").getAll(),
      tx.objectStore("sessions").getAll(),
      tx.objectStore("messages").getAll(),
      tx.objectStore("scores").getAll(),
      tx.objectStore("checks").getAll(),
    ]);
    const all = <Value>(rows: { sealed: Sealed }[]) =>
      Promise.all(rows.map((row) => unseal<Value>(key, row.sealed)));
    const known = await all<unknown>(facts.map((sealed) => ({ sealed })));
    return {
      ...(Object.fromEntries(names.map((name, place) => [name, known[place]])) as Facts),
      days: await all<Day>(days),
      sessions: await all<SessionRow>(sessions),
      messages: await all<MessageRow>(messages),
      scores: await all<ScoreRow>(scores),
      checks: await all<CheckRow>(checks),
    };
  });
  const outbox = await everything(user);
  const unsent = revisionsIn(outbox);
  const merged = new Map(stored.days.map((day) => [day.occurred_on, day]));
  for (const revision of unsent)
    merged.set(
      revision.occurred_on,
      withUnsent(merged.get(revision.occurred_on), revision.occurred_on, [revision]),
    );
  const records = outbox.map((row) => row.record);
  const unsentOf = <Name extends keyof Records>(type: Name) =>
    records.filter((each): each is Records[Name] => each.type === type);
  const checks = unsentOf("red_flag_check");
  const library = stored.library?.content ?? null;
  const yes = checks.flatMap(({ answers }) => Object.keys(answers).filter((id) => answers[id]));
  const said = proposedBy(safetyCheck(library).blocks, new Set(yes));
  const gentle = stored.gentle === true || checks.some(({ shown }) => shown === "therapist");
  return {
    profile: stored.profile ?? null,
    plan: stored.plan ? afterAnswers(stored.plan, said, gentle) : null,
    planTag: stored.planTag ?? "",
    cursor: stored.cursor ?? 0,
    days: merged,
    sessions: [...stored.sessions, ...unsentOf("session")],
    scores: [...stored.scores, ...unsentOf("measure_score")],
    checks: [...stored.checks, ...checks],
    baseline: unsentOf("baseline").at(-1) ?? stored.baseline ?? null,
    before: stored.before ?? null,
    hold: openHold({ server: stored.hold ?? null, unsent: checks.map((check) => check.shown) }),
    gentle,
    clinic: stored.clinic ?? null,
    openAnswer: stored.openAnswer ?? null,
    headacheMinMinutes: stored.headacheMinMinutes ?? 30,
    library,
    messages: [
      ...stored.messages.sort((one, other) => arrived(one) - arrived(other)),
      ...unsentOf("message").map(({ id, text, about_on = null, recorded_at }) => ({
        id,
        from_patient: true,
        author: "",
        text,
        about_on,
        recorded_at,
      })),
    ],
    outbox,
  };
}

function arrived({ received_at, recorded_at }: MessageRow): number {
  return Date.parse(received_at ?? recorded_at);
}

export async function keepMeta(user: string, name: string, value: unknown): Promise<void> {
  await withDatabase(user, async ({ db, key }) => db.put("meta", await seal(key, value), name));
}

export async function readMeta<Value>(user: string, name: string): Promise<Value | undefined> {
  return withDatabase(user, async ({ db, key }) => {
    const sealed = await db.get("meta", name);
    return sealed && unseal<Value>(key, sealed);
  });
}
