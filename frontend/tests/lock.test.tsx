// The lock of the phone: by timestamps, after five minutes in the background, with a slow hash and few tries.

import { beforeEach, expect, test, vi } from "vitest";
import { unlock } from "../src/patient/lock/open";
import { checkPin, isPin, LOCK, MOST_TRIES, removePin, setPin, triesLeft } from "../src/patient/lock/pin";
import { LOCKS_AFTER_MS, watchLock } from "../src/patient/lock/watch";
import { lock } from "../src/patient/state";

function goes(state: DocumentVisibilityState): void {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(state);
  document.dispatchEvent(new Event("visibilitychange"));
}

beforeEach(() => {
  localStorage.clear();
  lock.value = null;
  vi.useFakeTimers({ toFake: ["Date"] });
  return () => vi.useRealTimers();
});

test("a PIN is four to eight digits", () => {
  expect(["1234", "12345678"].every(isPin)).toBe(true);
  expect(["123", "123456789", "12a4", ""].some(isPin)).toBe(false);
});

test("the PIN is stored nowhere, and after five wrong ones even the right one opens nothing", async () => {
  await setPin("2580");
  expect(localStorage.getItem(LOCK)).not.toContain("2580");
  expect(await checkPin("0000")).toBe(false);
  expect(await checkPin("2580")).toBe(true);
  expect(triesLeft()).toBe(MOST_TRIES);
  for (let n = 0; n < MOST_TRIES; n++) expect(await checkPin("1111")).toBe(false);
  expect(triesLeft()).toBe(0);
  expect(await checkPin("2580")).toBe(false);
}, 30_000);

test("it locks after five minutes away, not before, and not without a PIN", async () => {
  watchLock(false);
  const away = (ms: number) => {
    goes("hidden");
    vi.setSystemTime(Date.now() + ms);
    goes("visible");
  };
  away(LOCKS_AFTER_MS);
  expect(lock.value).toBeNull();
  await setPin("2580");
  away(LOCKS_AFTER_MS - 1000);
  expect(lock.value).toBeNull();
  away(LOCKS_AFTER_MS);
  expect(lock.value).not.toBeNull();
});

test("an app that was ended is locked when it opens late, and one that was locked stays so", async () => {
  await setPin("2580");
  watchLock(false);
  unlock();
  watchLock(true);
  expect(lock.value).toBeNull();
  vi.setSystemTime(Date.now() + LOCKS_AFTER_MS);
  watchLock(true);
  expect(lock.value).not.toBeNull();
  goes("hidden");
  lock.value = null; // the app ends here, and starts anew at once
  watchLock(true);
  expect(lock.value).not.toBeNull();
  removePin();
  unlock();
  vi.setSystemTime(Date.now() + LOCKS_AFTER_MS);
  watchLock(true);
  expect(lock.value).toBeNull();
});
