// What phones do to an app: chunks that are gone, a full store, a push key that the server has changed.
import { waitFor } from "@testing-library/preact";
import { afterEach, expect, test, vi } from "vitest";
import { screen } from "../src/patient/lazily";
import { repairPush, switchPushOn } from "../src/platform/push";
import { storeTrouble, withDatabase } from "../src/store/db";
import { enqueue } from "../src/store/outbox";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  sessionStorage.clear();
});

/** What preact-iso's lazy does with the loader, without drawing anything. */
function preload(component: unknown): Promise<unknown> {
  return (component as { preload: () => Promise<unknown> }).preload();
}

test("a chunk that is gone reloads the app once, and then says so", async () => {
  const reload = vi.spyOn(location, "reload").mockImplementation(() => undefined);
  const gone = () => Promise.reject(new TypeError("Failed to fetch dynamically imported module"));
  void preload(screen(gone));
  await waitFor(() => expect(reload).toHaveBeenCalledTimes(1));
  await expect(preload(screen(gone))).rejects.toThrow("Failed to fetch");
  expect(reload).toHaveBeenCalledTimes(1);
});

test("a chunk that comes clears the way for the next update", async () => {
  sessionStorage.setItem("nod-chunk-reload", "1");
  await preload(screen(() => Promise.resolve(() => null)));
  expect(sessionStorage.getItem("nod-chunk-reload")).toBe(null);
});

test("a full phone is told of, and well again when there is space", async () => {
  const full = withDatabase("full", () => Promise.reject(new DOMException("", "QuotaExceededError")));
  await expect(full).rejects.toThrow();
  expect(storeTrouble.value).toBe("full");
  // Reading goes on, and says nothing about room; an entry that could be stored does.
  await withDatabase("full", () => Promise.resolve());
  expect(storeTrouble.value).toBe("full");
  await enqueue("full", { type: "message", text: "Hello" }, 0, "UTC");
  expect(storeTrouble.value).toBe(null);
});

function device(usedKey: number[]) {
  const subscription = {
    options: { applicationServerKey: new Uint8Array(usedKey).buffer },
    unsubscribe: vi.fn(async () => true),
    toJSON: () => ({ endpoint: "https://push.example/old", keys: { p256dh: "p", auth: "a" } }),
  };
  const fresh = {
    toJSON: () => ({ endpoint: "https://push.example/new", keys: { p256dh: "p", auth: "a" } }),
  };
  const pushManager = { getSubscription: async () => subscription, subscribe: vi.fn(async () => fresh) };
  vi.stubGlobal("PushManager", class {});
  vi.stubGlobal("navigator", {
    serviceWorker: {
      getRegistration: async () => ({ pushManager }),
      ready: Promise.resolve({ pushManager }),
    },
  });
  const sent: string[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    if (request.url.includes("push-key"))
      return new Response(JSON.stringify({ public_key: "AQID" }), {
        headers: { "Content-Type": "application/json" },
      });
    sent.push(((await request.json()) as { endpoint: string }).endpoint);
    return new Response(null, { status: 204 });
  });
  return { subscription, pushManager, sent };
}

test("a subscription under the server's key is only told of again", async () => {
  const { subscription, sent } = device([1, 2, 3]);
  await repairPush();
  expect(subscription.unsubscribe).not.toHaveBeenCalled();
  expect(sent).toEqual(["https://push.example/old"]);
});

test("a subscription under an older key is made anew", async () => {
  const { subscription, pushManager, sent } = device([9, 9, 9]);
  await repairPush();
  expect(subscription.unsubscribe).toHaveBeenCalled();
  expect(pushManager.subscribe).toHaveBeenCalledWith({ userVisibleOnly: true, applicationServerKey: "AQID" });
  expect(sent).toEqual(["https://push.example/new"]);
});

test("switching on again makes a new subscription, because the old one shows nothing", async () => {
  const { subscription, sent } = device([1, 2, 3]);
  vi.stubGlobal("Notification", { requestPermission: async () => "granted" });
  expect(await switchPushOn()).toBe("on");
  expect(subscription.unsubscribe).toHaveBeenCalled();
  expect(sent).toEqual(["https://push.example/new"]);
});
