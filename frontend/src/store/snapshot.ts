// What the server last told this phone, and reading it all at once for the screens.
import type { LocalDate } from "../domain/dates";
import { type Day, withUnsent } from "../domain/diary";
import type { Language, Plan } from "../domain/plan";
import {
  type CheckRow,
  type MessageRow,
  type OutboxRow,
  type ScoreRow,
  type SessionRow,
  withDatabase,
} from "./db";
import type { KeptLibrary, Library } from "./library";
import { type BaselineRecord, type CheckRecord, everything, revisionsIn } from "./outbox";

export interface Profile {
  name: string;
  language: Language;
  time_zone: string;
  /** False after discharge; absent from a server of before. */
  in_care?: boolean;
}

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
  /** A safety answer holds the program: the server's word, or an answer that has not been sent yet. */
  hold: Hold | null;
  headacheMinMinutes: number;
  library: Library | null;
  outbox: OutboxRow[];
}

export type Hold = "emergency" | "same_day" | "paused";

export interface Pulled {
  cursor: number;
  name: string;
  language: string;
  in_care?: boolean;
  time_zone: string;
  plan_tag: string;
  plan_changed: boolean;
  plan: Plan | null;
  days: Day[];
  sessions: SessionRow[];
  messages: MessageRow[];
  scores: ScoreRow[];
  checks: CheckRow[];
  baseline: BaselineRecord | null;
  hold: Hold | null;
  headache_min_minutes: number;
}

/** Store a pull and drop the outbox rows the server has answered for, in one transaction. */
export async function storePull(user: string, pulled: Pulled, settled: string[]): Promise<void> {
  await withDatabase(user, async (db) => {
    const tx = db.transaction(
      ["meta", "days", "sessions", "messages", "scores", "checks", "outbox"],
      "readwrite",
      {
        durability: "strict",
      },
    );
    const meta = tx.objectStore("meta");
    const profile: Profile = {
      name: pulled.name,
      language: pulled.language === "es" ? "es" : "en",
      time_zone: pulled.time_zone,
      in_care: pulled.in_care ?? true,
    };
    const work: Promise<unknown>[] = [
      meta.put(profile, "profile"),
      meta.put(pulled.cursor, "cursor"),
      meta.put(pulled.hold, "hold"),
      meta.put(pulled.baseline, "baseline"),
      meta.put(pulled.headache_min_minutes, "headacheMinMinutes"),
    ];
    if (pulled.plan_changed) work.push(meta.put(pulled.plan, "plan"), meta.put(pulled.plan_tag, "planTag"));
    for (const day of pulled.days) work.push(tx.objectStore("days").put(day));
    for (const session of pulled.sessions) work.push(tx.objectStore("sessions").put(session));
    for (const message of pulled.messages) work.push(tx.objectStore("messages").put(message));
    for (const score of pulled.scores) work.push(tx.objectStore("scores").put(score));
    for (const check of pulled.checks) work.push(tx.objectStore("checks").put(check));
    for (const id of settled) work.push(tx.objectStore("outbox").delete(id));
    await Promise.all([...work, tx.done]);
  });
}

/** Read everything the screens show, unsent writings included. */
export async function readSnapshot(user: string): Promise<Snapshot> {
  const stored = await withDatabase(user, async (db) => {
    const tx = db.transaction(["meta", "days", "sessions", "messages", "scores", "checks"]);
    const meta = tx.objectStore("meta");
    const get = <Value>(key: string) => meta.get(key) as Promise<Value | undefined>;
    return {
      profile: await get<Profile>("profile"),
      plan: await get<Plan | null>("plan"),
      planTag: await get<string>("planTag"),
      cursor: await get<number>("cursor"),
      hold: await get<Hold | null>("hold"),
      baseline: await get<BaselineRecord | null>("baseline"),
      headacheMinMinutes: await get<number>("headacheMinMinutes"),
      library: await get<KeptLibrary>("library"),
      days: await tx.objectStore("days").getAll(),
      sessions: await tx.objectStore("sessions").getAll(),
      messages: await tx.objectStore("messages").getAll(),
      scores: await tx.objectStore("scores").getAll(),
      checks: await tx.objectStore("checks").getAll(),
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
  const unsentOf = <Row>(type: string) => records.filter((each) => each.type === type) as unknown as Row[];
  const checks = unsentOf<CheckRow & CheckRecord>("red_flag_check");
  return {
    profile: stored.profile ?? null,
    plan: stored.plan ?? null,
    planTag: stored.planTag ?? "",
    cursor: stored.cursor ?? 0,
    days: merged,
    sessions: [...stored.sessions, ...unsentOf<SessionRow>("session")],
    scores: [...stored.scores, ...unsentOf<ScoreRow>("measure_score")],
    checks: [...stored.checks, ...checks],
    baseline: unsentOf<BaselineRecord>("baseline").at(-1) ?? stored.baseline ?? null,
    hold: stored.hold ?? heldBy(checks),
    headacheMinMinutes: stored.headacheMinMinutes ?? 30,
    library: stored.library?.content ?? null,
    messages: [
      ...stored.messages,
      ...records
        .filter((record) => record.type === "message")
        .map((record) => ({
          id: record.id,
          from_patient: true,
          author: "",
          text: String(record.text),
          about_on: (record.about_on as LocalDate | null | undefined) ?? null,
          recorded_at: String(record.recorded_at),
        })),
    ].sort((one, other) => Date.parse(one.recorded_at) - Date.parse(other.recorded_at)),
    outbox,
  };
}

/** A yes that has not been sent yet holds the program at once, network or not. */
function heldBy(checks: CheckRecord[]): Hold | null {
  const shown = checks.map((check) => check.shown);
  return shown.includes("emergency") ? "emergency" : shown.includes("same_day") ? "same_day" : null;
}

export async function keepMeta(user: string, key: string, value: unknown): Promise<void> {
  await withDatabase(user, (db) => db.put("meta", value, key));
}

export async function readMeta<Value>(user: string, key: string): Promise<Value | undefined> {
  return (await withDatabase(user, (db) => db.get("meta", key))) as Value | undefined;
}
