// The desk is hidden after 15 minutes without use: by the clock, for all tabs, and the tap that comes too late counts not.
import { beforeEach, expect, test, vi } from "vitest";
import { IDLE_MS, watchIdle } from "../src/clinic/idle";
import { json } from "./fake-server";

let asked: string[];

beforeEach(() => {
  localStorage.clear();
  asked = [];
  vi.useFakeTimers();
  vi.stubGlobal("fetch", async (request: Request) => {
    asked.push(new URL(request.url).pathname);
    return json({});
  });
  return () => vi.useRealTimers();
});

function watched() {
  const hide = vi.fn();
  return { hide, stop: watchIdle(hide) };
}

test("a laptop that slept is hidden as soon as it wakes, without a timer having run", () => {
  const { hide } = watched();
  vi.setSystemTime(Date.now() + IDLE_MS);
  const later = vi.fn();
  addEventListener("keydown", later, true);
  window.dispatchEvent(new KeyboardEvent("keydown", { key: "a" }));
  expect(hide).toHaveBeenCalledTimes(1);
  expect(later).not.toHaveBeenCalled();
  removeEventListener("keydown", later, true);
  vi.advanceTimersByTime(IDLE_MS);
  expect(hide).toHaveBeenCalledTimes(1);
});

test("use of one tab counts for the other", () => {
  const [first, second] = [watched(), watched()];
  vi.advanceTimersByTime(IDLE_MS - 2000);
  window.dispatchEvent(new Event("pointerdown"));
  vi.advanceTimersByTime(IDLE_MS - 2000);
  expect(first.hide).not.toHaveBeenCalled();
  expect(second.hide).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2000);
  expect(first.hide).toHaveBeenCalledTimes(1);
  expect(second.hide).toHaveBeenCalledTimes(1);
});

test("typing alone is told to the server once a minute, and nothing while nobody types", async () => {
  const { stop } = watched();
  for (let second = 0; second < 150; second++) {
    await vi.advanceTimersByTimeAsync(1000);
    window.dispatchEvent(new Event("input"));
  }
  expect(asked).toEqual(["/api/v1/me", "/api/v1/me"]);
  await vi.advanceTimersByTimeAsync(IDLE_MS / 2);
  expect(asked).toHaveLength(2);
  stop();
});
