// A new version: found, offered, taken with consent or at a quiet start, and never stuck.
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const listeners = new Map<string, () => void>();
let posted: unknown[];
let waiting: { postMessage: (message: unknown) => void } | null;
let reload: ReturnType<typeof vi.spyOn>;

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
  posted = [];
  listeners.clear();
  waiting = { postMessage: (message) => posted.push(message) };
  const registration = {
    get waiting() {
      return waiting;
    },
    installing: null,
    addEventListener: () => undefined,
    update: vi.fn(async () => undefined),
  };
  vi.stubGlobal("navigator", {
    serviceWorker: {
      controller: {},
      register: async () => registration,
      getRegistration: async () => registration,
      addEventListener: (name: string, listener: () => void) => listeners.set(name, listener),
    },
  });
  reload = vi.spyOn(location, "reload").mockImplementation(() => undefined);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("a version that waits is offered, and taken only when the patient says so", async () => {
  const { registerWorker, takeUpdate, updateReady } = await import("../src/platform/update");
  await registerWorker(() => false);
  expect(updateReady.value).toBe(true);
  expect(posted).toEqual([]);
  takeUpdate();
  expect(posted).toEqual(["update"]);
  listeners.get("controllerchange")?.();
  expect(reload).toHaveBeenCalledTimes(1);
});

test("a phone that never tells that the new version took over is reloaded after two seconds", async () => {
  const { registerWorker, takeUpdate } = await import("../src/platform/update");
  await registerWorker(() => false);
  takeUpdate();
  vi.advanceTimersByTime(1_900);
  expect(reload).not.toHaveBeenCalled();
  vi.advanceTimersByTime(200);
  expect(reload).toHaveBeenCalledTimes(1);
});

test("at a start with nothing unsent and no session begun, what waited is taken at once", async () => {
  const { registerWorker } = await import("../src/platform/update");
  await registerWorker(() => true);
  expect(posted).toEqual(["update"]);
});

test("an app that is too old looks for the new version, or loads itself anew", async () => {
  const { findUpdate } = await import("../src/platform/update");
  await findUpdate();
  expect(posted).toEqual(["update"]);
  waiting = null;
  await findUpdate();
  expect(reload).toHaveBeenCalledTimes(1);
});
