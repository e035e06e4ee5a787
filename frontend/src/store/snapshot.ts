// What the server last told this phone, and reading it all at once for the screens.
import type { LocalDate } from "../domain/dates";
import { type Day, withUnsent } from "../domain/diary";
import type { Language, Plan } from "../domain/plan";
import { type MessageRow, type OutboxRow, type SessionRow, withDatabase } from "./db";
import { everything, revisionsIn } from "./outbox";

export interface Profile {
  name: string;
  language: Language;
  time_zone: string;
}

export interface Snapshot {
  profile: Profile | null;
  plan: Plan | null;
  planTag: string;
  cursor: number;
  days: Map<LocalDate, Day>;
  sessions: SessionRow[];
  messages: MessageRow[];
  outbox: OutboxRow[];
}

export interface Pulled {
  cursor: number;
  name: string;
  language: string;
  time_zone: string;
  plan_tag: string;
  plan_changed: boolean;
  plan: Plan | null;
  days: Day[];
  sessions: SessionRow[];
  messages: MessageRow[];
}

/** Store a pull and drop the outbox rows the server has answered for, in one transaction. */
export async function storePull(user: string, pulled: Pulled, settled: string[]): Promise<void> {
  await withDatabase(user, async (db) => {
    const tx = db.transaction(["meta", "days", "sessions", "messages", "outbox"], "readwrite", {
      durability: "strict",
    });
    const meta = tx.objectStore("meta");
    const profile: Profile = {
      name: pulled.name,
      language: pulled.language === "es" ? "es" : "en",
      time_zone: pulled.time_zone,
    };
    const work: Promise<unknown>[] = [meta.put(profile, "profile"), meta.put(pulled.cursor, "cursor")];
    if (pulled.plan_changed) work.push(meta.put(pulled.plan, "plan"), meta.put(pulled.plan_tag, "planTag"));
    for (const day of pulled.days) work.push(tx.objectStore("days").put(day));
    for (const session of pulled.sessions) work.push(tx.objectStore("sessions").put(session));
    for (const message of pulled.messages) work.push(tx.objectStore("messages").put(message));
    for (const id of settled) work.push(tx.objectStore("outbox").delete(id));
    await Promise.all([...work, tx.done]);
  });
}

/** Read everything the screens show, unsent writings included. */
export async function readSnapshot(user: string): Promise<Snapshot> {
  const [profile, plan, planTag, cursor, days, sessions, messages] = await withDatabase(user, (db) =>
    Promise.all([
      db.get("meta", "profile"),
      db.get("meta", "plan"),
      db.get("meta", "planTag"),
      db.get("meta", "cursor"),
      db.getAll("days"),
      db.getAll("sessions"),
      db.getAll("messages"),
    ]),
  );
  const outbox = await everything(user);
  const unsent = revisionsIn(outbox);
  const merged = new Map(days.map((day) => [day.occurred_on, day]));
  for (const revision of unsent)
    merged.set(
      revision.occurred_on,
      withUnsent(merged.get(revision.occurred_on), revision.occurred_on, [revision]),
    );
  const records = outbox.map((row) => row.record);
  return {
    profile: (profile as Profile | undefined) ?? null,
    plan: (plan as Plan | null | undefined) ?? null,
    planTag: (planTag as string | undefined) ?? "",
    cursor: (cursor as number | undefined) ?? 0,
    days: merged,
    sessions: [
      ...sessions,
      ...(records.filter((record) => record.type === "session") as unknown as SessionRow[]),
    ],
    messages: [
      ...messages,
      ...records
        .filter((record) => record.type === "message")
        .map((record) => ({
          id: record.id,
          from_patient: true,
          author: "",
          text: String(record.text),
          recorded_at: String(record.recorded_at),
        })),
    ].sort((one, other) => Date.parse(one.recorded_at) - Date.parse(other.recorded_at)),
    outbox,
  };
}

export async function readMeta<Value>(user: string, key: string): Promise<Value | undefined> {
  return (await withDatabase(user, (db) => db.get("meta", key))) as Value | undefined;
}
