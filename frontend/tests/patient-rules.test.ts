// @vitest-environment node
// The rules of the phone: the headache-day plan, when safety questions come up, attacks into days, weeks of progress.
import { expect, test } from "vitest";
import emergencyNumbers from "../../tests/contract/emergency.json";
import { entriesOf } from "../src/domain/attack-log";
import { type Day, usualMedicines } from "../src/domain/diary";
import { helpAt } from "../src/domain/emergency";
import { askedToday, gentleItem } from "../src/domain/gentle";
import { dialed, openingAt } from "../src/domain/office-hours";
import type { Dose, PlanItem } from "../src/domain/plan";
import { diaryDay, weeksToShow, weeksUpTo } from "../src/domain/progress";
import { type Block, blocksFor, checkDue, urgencyOf } from "../src/domain/safety";
import { layOut, lengthOf } from "../src/domain/timeline";
import { AHEAD_MS, tonesAhead } from "../src/patient/session/cues";

const TODAY = "2026-03-20";

function item(dose: Partial<Dose>): PlanItem {
  const usual: Dose = {
    sets: 1,
    reps: 10,
    hold_seconds: 5,
    rest_seconds: 5,
    per_day: 2,
    days_week: 7,
    side: "none",
    type: "reps",
    note: "",
  };
  const shown = { figure: { poses: [{}, {}] }, words: { en: { steps: [] }, es: { steps: [] } } };
  return { id: "1", exercise: "nod", dose: { ...usual, ...dose }, ...shown } as unknown as PlanItem;
}

const rule = { from_pain: 7, asks: "gentle" as const };

test.each([
  [{ headache: true, peak_intensity: 7 }, "gentle"],
  [{ headache: true, peak_intensity: 6 }, null],
  [{ headache: true, peak_intensity: null }, null],
  [{ headache: false, peak_intensity: 9 }, null],
  [{}, null],
])("the headache-day rule on %j asks for %s", (day, asks) => {
  expect(askedToday(rule, day)).toBe(asks);
  expect(askedToday(null, day)).toBe(null);
});

test.each([
  [{ sets: 3 }, { sets: 2, reps: 10, hold_seconds: 5 }],
  [{ reps: 9 }, { sets: 1, reps: 5, hold_seconds: 5 }],
  [
    { reps: 1, hold_seconds: 61 },
    { sets: 1, reps: 1, hold_seconds: 31 },
  ],
])("half of %j", (dose, half) => {
  expect(gentleItem(item(dose)).dose).toMatchObject(half);
});

const NO_WORDS = { en: "", es: "" };
const blocks: Block[] = [
  {
    urgency: "emergency",
    advice: NO_WORDS,
    questions: ["e1", "e2", "e3"].map((id) => ({ id, text: NO_WORDS })),
  },
  { urgency: "same_day", advice: NO_WORDS, questions: ["s1", "s2"].map((id) => ({ id, text: NO_WORDS })) },
  { urgency: "therapist", advice: NO_WORDS, questions: ["t1", "t8"].map((id) => ({ id, text: NO_WORDS })) },
];

test("the most urgent yes decides what is shown", () => {
  expect(urgencyOf(blocks, new Set())).toBe(null);
  expect(urgencyOf(blocks, new Set(["t1"]))).toBe("therapist");
  expect(urgencyOf(blocks, new Set(["t1", "s2"]))).toBe("same_day");
  expect(urgencyOf(blocks, new Set(["t1", "s2", "e3"]))).toBe("emergency");
});

test("the week asks the short set of the pack, anything else asks all", () => {
  const weekly = ["e1", "e2", "s2", "s8", "t8"];
  const asked = (why: "weekly" | "diary") =>
    blocksFor(blocks, why, weekly).flatMap((block) => block.questions);
  expect(asked("weekly").map(({ id }) => id)).toEqual(["e1", "e2", "s2", "t8"]);
  expect(asked("diary")).toHaveLength(7);
});

const known = { today: TODAY, checkedOn: [] as string[], programStart: "2026-03-01", day: {} };

test.each([
  ["before any program nothing is asked", { programStart: null }, null],
  ["a program that begins tomorrow waits", { programStart: "2026-03-21" }, null],
  ["the start of a program asks", {}, "program_start"],
  ["answers of an earlier program are not this one's", { checkedOn: ["2026-02-28"] }, "program_start"],
  ["six days after, nothing", { checkedOn: ["2026-03-14"] }, null],
  ["seven days after, the weekly set", { checkedOn: ["2026-03-13"] }, "weekly"],
  ["the newest answer counts", { checkedOn: ["2026-03-19", "2026-03-02"] }, null],
  [
    "a peak of 8 asks, program or not",
    { programStart: null, day: { headache: true, peak_intensity: 8 } },
    "diary",
  ],
  ["a peak of 7 does not", { checkedOn: ["2026-03-19"], day: { headache: true, peak_intensity: 7 } }, null],
  ["a new kind of headache asks", { checkedOn: ["2026-03-19"], day: { new_or_different: true } }, "diary"],
  ["once a day is enough", { checkedOn: [TODAY], day: { peak_intensity: 9 } }, null],
] as const)("%s", (_, more, asked) => {
  expect(
    checkDue({ ...known, ...more, checkedOn: [...((more as { checkedOn?: string[] }).checkedOn ?? [])] }),
  ).toBe(asked);
});

test("an attack over midnight goes to the days it belongs to, and adds to what is there", () => {
  const at = (text: string) => Date.parse(`${text}-06:00`);
  const nothing = () => ({});
  const night = entriesOf(at("2026-03-03T22:30"), at("2026-03-04T01:00"), "America/Chicago", nothing);
  expect([...night]).toEqual([
    ["2026-03-03", { headache: true, duration_min: 90 }],
    ["2026-03-04", { headache: true, duration_min: 60 }],
  ]);
  const short = entriesOf(at("2026-03-03T23:46"), at("2026-03-04T00:20"), "America/Chicago", nothing);
  expect([...short]).toEqual([["2026-03-04", { headache: true, duration_min: 34 }]]);
  const strict = entriesOf(at("2026-03-03T23:30"), at("2026-03-04T00:40"), "America/Chicago", nothing, 60);
  expect([...strict]).toEqual([["2026-03-04", { headache: true, duration_min: 70 }]]);
  const second = entriesOf(at("2026-03-03T10:00"), at("2026-03-03T11:00"), "America/Chicago", () => ({
    duration_min: 1420,
  }));
  expect([...second]).toEqual([["2026-03-03", { headache: true, duration_min: 1440 }]]);
  const moment = entriesOf(at("2026-03-03T10:00:10"), at("2026-03-03T10:00:40"), "America/Chicago", nothing);
  expect([...moment]).toEqual([["2026-03-03", { headache: true, duration_min: 1 }]]);
});

test("the patient's own medicines come most used first, without what they did last time", () => {
  const day = (on: string, ...names: string[]): Day => ({
    occurred_on: on,
    heads: [],
    fields: { medicines: names.map((name) => ({ class: "simple", name, helped: "some" })) },
  });
  const usual = usualMedicines([
    day("2026-03-01", "aspirin"),
    day("2026-03-02", "ibuprofen"),
    day("2026-03-03", "ibuprofen"),
  ]);
  expect(usual).toEqual([
    { class: "simple", name: "ibuprofen" },
    { class: "simple", name: "aspirin" },
  ]);
});

test("weeks count back from the last closed day, and unknown days stay unknown", () => {
  const days = [
    { occurred_on: TODAY, heads: [], fields: { headache: true, peak_intensity: 6, duration_min: 20 } },
    {
      occurred_on: "2026-03-19",
      heads: [],
      fields: { headache: true, peak_intensity: 4, medicines: [{ class: "preventive" as const }] },
    },
    {
      occurred_on: "2026-03-13",
      heads: [],
      fields: { headache: true, peak_intensity: 8, medicines: [{ class: "triptan" as const }] },
    },
  ].map((day) => diaryDay(day, 30));
  const sessions = [
    {
      occurred_on: "2026-03-14",
      slot: "evening",
      exercises: [{ outcome: "skipped" }, { outcome: "partly" }],
    },
    { occurred_on: "2026-03-14", slot: "anytime", exercises: [{ outcome: "done" }] },
    { occurred_on: "2026-03-15", slot: "evening", exercises: [{ outcome: "skipped" }] },
    { occurred_on: "2026-03-13", slot: "evening", exercises: [{ outcome: "done" }] },
  ];
  const [before, last] = weeksUpTo(days, sessions, TODAY, 2);
  expect(last).toEqual({
    from: "2026-03-14",
    to: TODAY,
    recorded: 2,
    headacheDays: 1,
    meanPeak: 4,
    medicineDays: 0,
    sessions: 1,
  });
  expect(before).toMatchObject({
    from: "2026-03-07",
    to: "2026-03-13",
    recorded: 1,
    meanPeak: 8,
    medicineDays: 1,
    sessions: 1,
  });
  expect([
    weeksToShow(undefined, TODAY),
    weeksToShow("2026-03-01", TODAY),
    weeksToShow("2025-03-01", TODAY),
  ]).toEqual([4, 4, 12]);
});

test("tones are handed over ahead of time, at the milliseconds of the steps", () => {
  const steps = layOut([item({ reps: 2, hold_seconds: 2, rest_seconds: 3 })]);
  const start = tonesAhead(steps, 0);
  expect(start.map(({ cue }) => cue)).toEqual(["go", "release", "go", "release", "end"]);
  expect(start[0]?.inMs).toBe(steps[0]?.end);
  expect(start.at(-1)?.inMs).toBe(lengthOf(steps));
  const begun = (start[0]?.inMs ?? 0) + 2_000;
  const later = tonesAhead(steps, begun);
  expect(later.map(({ inMs }) => inMs)).toEqual(start.slice(1).map(({ inMs }) => inMs - begun));
  expect(
    tonesAhead(layOut([item({ hold_seconds: 600, reps: 1 })]), 0).every(({ inMs }) => inMs < AHEAD_MS),
  ).toBe(true);
});

test("somebody to talk to is a line of the country; where none is known, the app shows the emergency number", () => {
  const zones = [
    "America/Chicago",
    "America/Puerto_Rico",
    "Pacific/Guam",
    "Europe/London",
    "Australia/Perth",
    "Pacific/Auckland",
    "Europe/Madrid",
    "America/Mexico_City",
    "UTC",
  ];
  expect(zones.map((zone) => helpAt(zone).crisis)).toEqual([
    "988",
    "988",
    "988",
    "116123",
    "131114",
    "1737",
    null,
    null,
    null,
  ]);
});

test("the number to call is the country's in every zone there is, the same as on paper", () => {
  for (const [answer, zones] of Object.entries(emergencyNumbers)) {
    const [numbers = "", crisis = null] = answer.split(";");
    const help = { numbers: numbers.split(","), crisis };
    expect(zones.filter((zone) => JSON.stringify(helpAt(zone)) !== JSON.stringify(help))).toEqual([]);
  }
});

test.each([
  ["at home the clinic's own number stands first", "America/Chicago", "933", ["933", "911"]],
  ["the same number is said once", "America/Chicago", "911", ["911"]],
  ["abroad the country's own stands first", "Europe/Madrid", "933", ["112", "933"]],
  ["where the zone is nowhere, the clinic's, then both", "UTC", "933", ["933", "911", "112"]],
  ["without the clinic's, both", "Etc/GMT+6", "", ["911", "112"]],
])("%s", (_, zone, clinic, numbers) => {
  expect(helpAt(zone, clinic, "America/New_York").numbers).toEqual(numbers);
});

const HOURS = [
  { weekday: 0, opens: "08:00", closes: "17:00" },
  { weekday: 4, opens: "09:00", closes: "12:00" },
];

test.each([
  ["2026-11-23T14:00:00Z", { state: "open", until: "17:00" }], // Monday 8:00 in Chicago
  ["2026-11-23T13:59:00Z", { state: "closed", inDays: 0, weekday: 0, at: "08:00" }],
  ["2026-11-23T23:00:00Z", { state: "closed", inDays: 4, weekday: 4, at: "09:00" }], // Monday 17:00
  ["2026-11-27T18:00:00Z", { state: "closed", inDays: 3, weekday: 0, at: "08:00" }], // Friday 12:00
])("at %s the clinic is %o", (at, expected) => {
  expect(openingAt(HOURS, "America/Chicago", Date.parse(at))).toEqual(expected);
});

test("without hours nothing is said of them, and a number is dialed without its extension", () => {
  expect(openingAt([], "UTC", 0)).toBeNull();
  expect(openingAt(HOURS.slice(0, 1), "UTC", Date.parse("2026-11-23T18:00:00Z"))).toEqual({
    state: "closed",
    inDays: 7,
    weekday: 0,
    at: "08:00",
  });
  expect(dialed("+1 (312) 555-0100 ext 12")).toBe("tel:+13125550100");
});
