// Push, then pull; one run at a time, also across tabs. A record leaves the outbox only when the server has answered
// for it; everything else stays and is tried again.
import { api, type Problem } from "../api/client";
import { whoAmI } from "../api/sign-in";
import type { AnyRecord, OutboxRow } from "../store/db";
import { markRefused, waiting } from "../store/outbox";
import { forgetOld, type Pulled, readMeta, startOver, storePull } from "../store/snapshot";
import type { Wire } from "../wire/shapes";
import { refreshLibrary } from "./library";
import { clockAhead, lastSyncedAt, syncState } from "./status";

export const BATCH = 200;
/** An answer that has not come by then is not waited for: the line may be dead without anybody having been told. */
const LIMIT_MS = 60_000;

let running: Promise<void> | null = null;
let again = false;

/** Sync now; while a run is on, one more is queued, so that what was written meanwhile goes too. */
export function sync(user: string, onChange: () => Promise<void>): Promise<void> {
  if (running) {
    again = true;
    return running;
  }
  running = locked(async () => {
    do {
      again = false;
      await run(user, onChange);
    } while (again);
  }).finally(() => {
    running = null;
  });
  return running;
}

async function locked(work: () => Promise<void>): Promise<void> {
  if (navigator.locks) await navigator.locks.request("nod-sync", work);
  else await work();
}

async function run(user: string, onChange: () => Promise<void>): Promise<void> {
  syncState.value = "syncing";
  try {
    if ((await pull(user, await pushAll(user))) === "restored") await pull(user, await pushAll(user));
    // Articles can wait for the next time; what was synced is synced.
    await refreshLibrary(user, Date.now()).catch(() => undefined);
    syncState.value = "idle";
    lastSyncedAt.value = Date.now();
  } catch (error) {
    // What this phone could not store is no fault of the network.
    const stuck = error instanceof DOMException && !["AbortError", "TimeoutError"].includes(error.name);
    syncState.value = error instanceof Refused ? error.state : stuck ? "trouble" : "offline";
  } finally {
    await onChange();
  }
}

class Refused extends Error {
  constructor(readonly state: "signed_out" | "too_old" | "trouble") {
    super(state);
  }
}

/** The server cannot read a batch as a whole: something in it is at fault, or it is too large. */
export class Unread extends Refused {
  constructor(readonly problem: Partial<Problem>) {
    super("trouble");
  }
}

async function pushAll(user: string): Promise<string[]> {
  const rows = await waiting(user);
  const settled: string[] = [];
  for (let from = 0; from < rows.length; from += BATCH)
    settled.push(...(await pushSome(user, rows.slice(from, from + BATCH))));
  return settled;
}

/** Send some records; return the ids of those that the server has. */
export async function pushSome(user: string, rows: OutboxRow[]): Promise<string[]> {
  let answer: Results;
  try {
    answer = await pushBatch(
      user,
      rows.map((row) => row.record),
    );
  } catch (error) {
    if (error instanceof Unread) return (await import("./apart")).pushApart(user, rows, error.problem);
    throw error;
  }
  const settled: string[] = [];
  for (const result of answer) {
    if (!result.id) continue;
    if (result.outcome === "refused") await markRefused(user, result.id, result.errors);
    else settled.push(result.id);
  }
  return settled;
}

type Results = Wire<"Result">[];

/** Send records once, with one retry for an old CSRF token, and return what became of each. */
export async function pushBatch(owner: string, records: AnyRecord[], retry = true): Promise<Results> {
  const { data, error, response } = await api.POST("/api/v1/sync/push", {
    body: { owner, records },
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  if (data) return data.results;
  if (response.status === 403 && retry) {
    // Either the CSRF token is old, or nobody is signed in; asking who we are renews the one and tells the other.
    const me = await whoAmI();
    if (me.signed_in && me.role === "patient") return pushBatch(owner, records, false);
    throw new Refused("signed_out");
  }
  if ([400, 413, 422].includes(response.status)) throw new Unread(error ?? {});
  throw refusal(response.status);
}

/** Fetch and store what is new. "restored": the server has lost what this phone had seen, so everything starts over. */
async function pull(user: string, settled: string[]): Promise<"stored" | "restored"> {
  const cursor = (await readMeta<number>(user, "cursor")) ?? 0;
  const plan_tag = (await readMeta<string>(user, "planTag")) ?? "";
  const { data, response } = await api.GET("/api/v1/sync/pull", {
    params: { query: { cursor, plan_tag, owner: user } },
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  if (!data) throw refusal(response.status);
  clockAhead.value = Math.round((Date.now() - Date.parse(data.server_time)) / 60_000);
  const pulled: Pulled = data;
  const epoch = await readMeta<string>(user, "epoch");
  if ((epoch && pulled.epoch && epoch !== pulled.epoch) || pulled.cursor < cursor) {
    await startOver(user, pulled.epoch ?? "");
    return "restored";
  }
  await storePull(user, pulled, settled, cursor, Date.now());
  // What cannot be forgotten now is tried again by the next sync.
  await forgetOld(user, data.server_time, pulled.time_zone).catch(() => undefined);
  return "stored";
}

function refusal(status: number): Error {
  // 409: somebody else is signed in here; this person's entries wait for this person.
  if (status === 401 || status === 403 || status === 409) return new Refused("signed_out");
  if (status === 426) return new Refused("too_old");
  return status >= 500 || status === 429 ? new Error("later") : new Refused("trouble");
}
