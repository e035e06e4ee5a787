// @vitest-environment node
// What must hold of every number whatever the diary; the server's twin is test_number_properties.py.
import fc from "fast-check";
import { expect, test } from "vitest";
import { activity } from "../src/domain/activity";
import { instantOf, minutesByDate } from "../src/domain/attack-days";
import { addDays, localDate } from "../src/domain/dates";
import { type DiaryDay, last28Days } from "../src/domain/headache-days";
import { type MedicineClass, medicineUse } from "../src/domain/medicine-days";
import { compare, plus, ratio } from "../src/domain/ratio";
import { findResponse } from "../src/domain/response";
import { adherence, type PrescribedItem, type SlotLog } from "./adherence";

const LAST = "2026-03-01";
const START = "2026-02-02";
const CLASSES: MedicineClass[] = ["simple", "triptan", "ergot", "opioid", "combination"];
const ZONES = ["America/Chicago", "Europe/Berlin", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Kathmandu"];

const back = (days: number) => addDays(LAST, -days);
const answer = fc.record({
  headache: fc.constantFrom(true, true, false, null),
  peak: fc.option(fc.integer({ min: 0, max: 10 })),
  minutes: fc.constantFrom(null, 0, 1, 29, 30, 31, 240, 1440),
  medicines: fc.uniqueArray(fc.constantFrom(...CLASSES, "preventive", "other"), { maxLength: 3 }),
});
const diary: fc.Arbitrary<DiaryDay[]> = fc
  .uniqueArray(fc.record({ place: fc.integer({ min: -3, max: 100 }), answer }), {
    selector: (day) => day.place,
    maxLength: 100,
  })
  .map((days) => days.map(({ place, answer }) => ({ on: back(place), ...answer })));
const counted = (days: DiaryDay[]) => [last28Days(days, LAST), medicineUse(days, LAST)];
const shuffled = <T>(list: T[], seed: number) =>
  list
    .map((value, place) => ({ value, key: Math.imul(place + seed, 2654435761) >>> 0 }))
    .sort((one, other) => one.key - other.key)
    .map(({ value }) => value);

test("days without an answer change no count", () => {
  fc.assert(
    fc.property(
      diary,
      fc.uniqueArray(fc.integer({ min: 0, max: 100 }), { maxLength: 20 }),
      (days, places) => {
        const taken = new Set(days.map((day) => day.on));
        const silent = places
          .map(back)
          .filter((on) => !taken.has(on))
          .map((on) => ({ on, headache: null, peak: null, minutes: null, medicines: [] }));
        expect(counted([...days, ...silent])).toEqual(counted(days));
      },
    ),
  );
});

test("the order of arrival changes no number", () => {
  fc.assert(
    fc.property(diary, fc.nat(), (days, seed) => {
      expect(counted(shuffled(days, seed))).toEqual(counted(days));
    }),
  );
});

test("counts stay within each other", () => {
  fc.assert(
    fc.property(diary, (days) => {
      const window = last28Days(days, LAST);
      expect(window.headacheDays).toBeLessThanOrEqual(window.recordedDays);
      expect(window.recordedDays).toBeLessThanOrEqual(28);
      if (window.monthly) {
        expect(compare(window.monthly, ratio(window.headacheDays))).toBeGreaterThanOrEqual(0);
        expect(compare(window.monthly, ratio(28))).toBeLessThanOrEqual(0);
      }
    }),
  );
});

test("one more dose never lowers a count or a level", () => {
  const order = [undefined, "near", "reached"];
  fc.assert(
    fc.property(diary, fc.integer({ min: 0, max: 29 }), fc.constantFrom(...CLASSES), (days, place, name) => {
      const free: DiaryDay = { on: back(place), headache: false, peak: null, minutes: null, medicines: [] };
      const others = days.filter((day) => day.on !== free.on);
      const before = medicineUse([...others, free], LAST);
      const after = medicineUse([...others, { ...free, medicines: [name] }], LAST);
      expect(after.anyDays).toBe((before.anyDays ?? 0) + 1);
      expect(after.days).toEqual({ ...before.days, [name]: (before.days[name] ?? 0) + 1 });
      for (const each of CLASSES)
        expect(order.indexOf(after.levels[each])).toBeGreaterThanOrEqual(order.indexOf(before.levels[each]));
    }),
  );
});

const item: fc.Arbitrary<PrescribedItem> = fc.record({
  item: fc.constant("one"),
  sets: fc.integer({ min: 1, max: 4 }),
  per_day: fc.integer({ min: 1, max: 4 }),
  days_week: fc.integer({ min: 1, max: 7 }),
  type: fc.constantFrom("reps", "timed", "habit", "checklist"),
});
const log: fc.Arbitrary<SlotLog> = fc.record(
  {
    item: fc.constantFrom("one", "one", "two"),
    on: fc.integer({ min: -5, max: 40 }).map((day) => addDays(START, day)),
    sets_done: fc.integer({ min: 0, max: 5 }),
    some: fc.boolean(),
    skipped: fc.boolean(),
  },
  { requiredKeys: ["item", "on"] },
);
const hold = fc
  .tuple(fc.integer({ min: -3, max: 30 }), fc.integer({ min: 0, max: 8 }))
  .map(([first, length]): [string, string] => [addDays(START, first), addDays(START, first + length)]);

test("adherence is a share whatever was logged, in any order", () => {
  const program = { start: START, first: START, last: LAST };
  fc.assert(
    fc.property(
      item,
      fc.array(log, { maxLength: 60 }),
      fc.array(hold, { maxLength: 3 }),
      fc.nat(),
      (each, logs, holds, seed) => {
        const found = adherence([each], logs, { ...program, holds });
        expect(compare(found.credit, ratio(0))).toBeGreaterThanOrEqual(0);
        expect(compare(found.credit, found.prescribed)).toBeLessThanOrEqual(0);
        expect(adherence([each], shuffled(logs, seed), { ...program, holds })).toEqual(found);
        const more: SlotLog = { item: "one", on: addDays(START, seed % 28), sets_done: each.sets };
        const after = adherence([each], [...logs, more], { ...program, holds });
        expect(compare(after.credit, found.credit)).toBeGreaterThanOrEqual(0);
        expect(compare(after.credit, plus(found.credit, ratio(1)))).toBeLessThanOrEqual(0);
      },
    ),
  );
});

test("the best run holds no more rest than one day in seven", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 40 })), (days) => {
      const found = activity(
        days.map((day) => addDays(START, day)),
        START,
        addDays(START, 40),
      );
      expect(found.activeDays).toBe(days.length);
      expect(found.bestRun).toBeLessThanOrEqual(days.length + Math.ceil(found.bestRun / 7));
      expect(found.bestRun > 0).toBe(days.length > 0);
    }),
  );
});

test("an attack's minutes are those that passed", () => {
  const wall = (instant: number, zone: string) =>
    `${localDate(instant, zone)}T${new Intl.DateTimeFormat("sv-SE", { timeZone: zone, timeStyle: "short" }).format(instant)}`;
  const from = Date.parse("2024-01-01T00:00Z") / 60_000;
  const to = Date.parse("2030-12-31T00:00Z") / 60_000;
  fc.assert(
    fc.property(
      fc.integer({ min: from, max: to }),
      fc.integer({ min: 1, max: 3 * 1440 }),
      fc.constantFrom(...ZONES),
      (begin, length, zone) => {
        const [start, end] = [begin * 60_000, (begin + length) * 60_000];
        // A wall time that clocks show twice cannot say which one is meant; those are vectors of their own.
        fc.pre(instantOf(wall(start, zone), zone) === start && instantOf(wall(end, zone), zone) === end);
        const found = minutesByDate(wall(start, zone), wall(end, zone), zone);
        expect([...found.values()].reduce((sum, minutes) => sum + minutes, 0)).toBe(length);
      },
    ),
    { numRuns: 300 },
  );
});

test("the category is about the ratio alone", () => {
  const figure = fc.tuple(fc.nat(28), fc.integer({ min: 1, max: 28 })).map(([num, den]) => ratio(num, den));
  fc.assert(
    fc.property(figure, figure, fc.integer({ min: 1, max: 9 }), (before, now, factor) => {
      const scaled = findResponse(ratio(before.num * factor, before.den), ratio(now.num * factor, now.den));
      const found = findResponse(before, now);
      expect([scaled.changePct, scaled.category]).toEqual([found.changePct, found.category]);
    }),
  );
});
