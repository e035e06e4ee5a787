// @vitest-environment node
// Python and TypeScript count alike on 10,000 random diaries: tests/backend/insights/numbers/test_random_diaries.py makes the same
// ones and keeps the hash.
import { expect, test } from "vitest";
import kept from "../../tests/contract/random_diaries.json";
import { addDays } from "../src/domain/dates";
import { type DiaryDay, last28Days } from "../src/domain/headache-days";
import { type MedicineClass, medicineUse } from "../src/domain/medicine-days";
import { oneDecimal } from "../src/domain/ratio";
import { findResponse } from "../src/domain/response";
import { adherence, type SlotLog } from "./adherence";

const DAYS = 95;
const LAST = "2026-03-01";
const CLASSES = ["simple", "triptan", "ergot", "opioid", "combination", "preventive", "gepant_ditan"];

function line(seed: number): string {
  let state = seed;
  const rand = () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state >> 8;
  };
  const missing = rand() % 60;
  const aching = 20 + (rand() % 60);
  const taking = rand() % 70;
  const days: DiaryDay[] = [];
  for (let back = 0; back < DAYS; back++) {
    if (rand() % 100 < missing) continue;
    const headache = rand() % 100 < aching;
    const minutes = rand() % 90;
    const peak = rand() % 11;
    const medicines = CLASSES.filter(() => rand() % 100 < Math.floor(taking / 2));
    days.push({
      on: addDays(LAST, -back),
      headache,
      peak: peak || null,
      minutes: minutes > 75 ? null : minutes,
      medicines,
    });
  }
  const now = last28Days(days, LAST);
  const response = findResponse(last28Days(days, addDays(LAST, -56)).monthly, now.monthly);
  const use = medicineUse(days, LAST);
  const start = addDays(LAST, -(rand() % 40));
  const items = [0, 1, 2].map((n) => ({
    item: `item ${n}`,
    sets: 1 + (rand() % 4),
    per_day: 1 + (rand() % 4),
    days_week: 1 + (rand() % 7),
    type: n === 2 ? "habit" : "reps",
  }));
  const logs = Array.from({ length: rand() % 120 }, (): SlotLog => {
    const item = items[rand() % 3]?.item ?? "";
    const on = addDays(start, rand() % 42);
    const kind = rand() % 10;
    const sets = rand() % 5;
    return { item, on, some: kind < 2, skipped: kind === 9, ...(kind < 2 ? {} : { sets_done: sets }) };
  });
  const hold = addDays(start, rand() % 30);
  const holds: [string, string][] = [[hold, addDays(hold, rand() % 9)]];
  const done = adherence(items, logs, { start, first: start, last: LAST, holds });
  return JSON.stringify([
    now.recordedDays,
    now.headacheDays,
    oneDecimal(now.monthly),
    now.quality,
    oneDecimal(now.meanPeak),
    oneDecimal(response.changePct),
    response.category,
    CLASSES.map((name) => use.days[name as MedicineClass] ?? 0),
    use.anyDays,
    CLASSES.map((name) => use.levels[name as MedicineClass] ?? ""),
    use.mixed,
    use.sustained,
    use.pattern,
    oneDecimal(done.prescribed),
    oneDecimal(done.credit),
    oneDecimal(done.pct),
    done.band,
  ]);
}

test("ten thousand random diaries are counted as on the server", { timeout: 120_000 }, async () => {
  const lines = Array.from({ length: kept.diaries }, (_, seed) => line(seed));
  expect(lines.slice(0, kept.first.length)).toEqual(kept.first);
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(lines.join("\n")));
  const hex = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  expect(hex).toBe(kept.sha256);
});
