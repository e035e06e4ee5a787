// One phone for the model tests: the real client core over IndexedDB in memory, told what to do by lines of JSON on
// stdin. Its requests go out as lines, too, so that the test decides what becomes of each.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";

const core = pathToFileURL(process.argv[2]).href;
const now = Date.now;
/** What its clock is told, in milliseconds; it stands still between two commands. */
let clock = now();
/** After how many transactions the phone dies; null: it does not. */
let left = null;
/** Raised by each restart: what the life before was still waiting for is never told. */
let life = 0;
let requests = 0;
const waiting = new Map();
let app;

Object.assign(globalThis, {
  location: { origin: "http://nod.test" },
});
Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true });
Date.now = () => clock;

const never = new Promise(() => undefined);
const transaction = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (...given) {
  if (given[1] !== "versionchange" && left !== null && left-- <= 0) {
    // As if the phone had been switched off between two transactions; told once.
    if (left === -1) tell({ died: true });
    throw new DOMException("switched off", "DataError");
  }
  return transaction.apply(this, given);
};

// A phone that is off has nobody left to hear of it.
process.on("unhandledRejection", (error) => {
  if (error?.message !== "switched off") throw error;
});

/** What the page would see of its cookies: no cookie jar stands behind it, the test's client is that. */
const setCookie = (cookie) =>
  Object.assign(globalThis, { document: { cookie, documentElement: { lang: "en" } } });
setCookie("");

const tell = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

globalThis.fetch = async (input, options) => {
  const request = new Request(
    new URL(typeof input === "string" ? input : input.url, location.origin),
    options ?? {},
  );
  const real = typeof input === "string" ? request : input;
  // The clinic's content is not what is tested here.
  if (real.url.includes("/library")) return new Response("", { status: 503 });
  const mine = life;
  const id = ++requests;
  const url = new URL(real.url);
  const body = real.method === "GET" ? null : await real.text();
  tell({
    request: id,
    method: real.method,
    path: url.pathname + url.search,
    headers: [...real.headers],
    body,
  });
  const answer = await new Promise((resolve) => waiting.set(id, resolve));
  if (mine !== life) return never;
  setCookie(answer.cookie ?? document.cookie);
  if (answer.lost) throw new TypeError("network");
  return new Response(answer.body, {
    status: answer.status,
    headers: { "Content-Type": "application/json" },
  });
};

async function start() {
  life += 1;
  left = null;
  app?.forget();
  app = await import(`${core}?life=${life}`);
}

const commands = {
  async begin({ at }) {
    globalThis.indexedDB = new IDBFactory();
    clock = at;
    requests = 0;
    setCookie("");
    await start();
  },
  restart: start,
  async wipe() {
    app.forget();
    globalThis.indexedDB = new IDBFactory();
    await start();
  },
  async clock({ at }) {
    clock = at;
  },
  async cookie({ cookie }) {
    setCookie(cookie);
  },
  async die({ after }) {
    left = after;
  },
  write: ({ user, body, zone }) => app.enqueue(user, body, clock, zone),
  async sync({ user }) {
    await app.sync(user, async () => undefined);
    return app.syncState.value;
  },
  async look({ user }) {
    const { days, library: _, ...rest } = await app.readSnapshot(user);
    return { ...rest, days: [...days.values()] };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  if (command.reply) {
    waiting.get(command.reply)?.(command);
    waiting.delete(command.reply);
    continue;
  }
  const { n } = command;
  commands[command.do](command).then(
    (value) => tell({ done: n, value: value ?? null }),
    (error) => tell({ failed: n, why: String(error?.stack ?? error) }),
  );
}
