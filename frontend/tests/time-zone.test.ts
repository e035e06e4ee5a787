// Where the phone is: told before what it wrote there, and again after a journey.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { leave, saveDay, syncNow, today, user } from "../src/patient/state";
import { forget } from "../src/store/db";
import { emptyPull, json } from "./fake-server";

let asked: string[] = [];
let fails: (path: string) => boolean = () => false;

const options = Intl.DateTimeFormat.prototype.resolvedOptions;
let zone: string;

async function answer(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname.replace("/api/v1/", "");
  if (fails(path)) throw new TypeError("no network");
  asked.push(path.includes("zone") ? `${path} ${(await request.json()).time_zone}` : path);
  if (path.includes("zone")) return new Response(null, { status: 204 });
  if (path.includes("pull")) return json(emptyPull(1, "e"));
  if (!path.includes("push")) return json({});
  const { records } = (await request.json()) as { records: { id: string }[] };
  return json({
    server_time: "",
    results: records.map(({ id }) => ({ id, outcome: "created", errors: [] })),
  });
}

const told = () => asked.filter((path) => !path.includes("library"));

beforeEach(() => {
  asked = [];
  fails = () => false;
  user.value = crypto.randomUUID();
  vi.stubGlobal("fetch", answer);
  zone = "Pacific/Auckland";
  vi.spyOn(Intl.DateTimeFormat.prototype, "resolvedOptions").mockImplementation(function (
    this: Intl.DateTimeFormat,
  ) {
    return { ...options.call(this), timeZone: zone };
  });
});
afterEach(async () => {
  await leave();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  forget();
});

test("an app that started without a network tells where it is before it sends what it wrote there", async () => {
  fails = () => true;
  await saveDay(today.value, { headache: true });
  await syncNow();
  fails = () => false;
  await syncNow();
  expect(told()).toEqual(["device/time-zone Pacific/Auckland", "sync/push", "sync/pull"]);
});

test("it is told once, and again after a journey", async () => {
  await syncNow();
  await syncNow();
  zone = "Europe/Lisbon";
  await syncNow();
  const zones = told().filter((path) => path.includes("zone"));
  expect(zones).toEqual(["device/time-zone Pacific/Auckland", "device/time-zone Europe/Lisbon"]);
});

test("a server that cannot take the zone still gets the diary", async () => {
  fails = (path) => path.includes("zone");
  await saveDay(today.value, { headache: false });
  await syncNow();
  expect(told()).toContain("sync/push");
});
