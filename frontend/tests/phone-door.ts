// What the phone says of a patient, from what it pulls and by the code its screens use: one of the five doors of
// tests/flows/test_five_doors.py, which bundles this file and runs it in Node.

import { addDays } from "../src/domain/dates";
import { last28Days } from "../src/domain/headache-days";
import { medicineUse } from "../src/domain/medicine-days";
import { diaryDay, isSession, monthlyBefore, weeksUpTo } from "../src/domain/progress";
import { oneDecimal, type Ratio, ratio } from "../src/domain/ratio";
import { findResponse } from "../src/domain/response";
import type { Pulled } from "../src/store/snapshot";
import { type Adherence, adherence, type SlotLog } from "./adherence";

interface Asked {
  pulled: Pulled;
  today: string;
  holds: [string, string][];
}

export function numbersOf({ pulled, today, holds }: Asked) {
  const closed = addDays(today, -1);
  const days = pulled.days.map((day) => diaryDay(day, pulled.headache_min_minutes));
  const now = last28Days(days, closed);
  const before = monthlyBefore(pulled.before ?? null, pulled.baseline?.headache_days_28);
  const change = findResponse(before, now.monthly);
  const use = medicineUse(days, closed);
  const week = addDays(today, -6);
  return {
    recorded_days: now.recordedDays,
    headache_days: now.headacheDays,
    monthly: oneDecimal(now.monthly),
    quality: now.quality,
    mean_peak: oneDecimal(now.meanPeak),
    baseline: oneDecimal(before),
    change_pct: oneDecimal(change.changePct),
    category: change.category,
    medicine: use.days,
    any_medicine: use.anyDays,
    levels: use.levels,
    mixed: use.mixed,
    sessions_7d: pulled.sessions.filter((each) => isSession(each) && each.occurred_on >= week).length,
    ...dose(pulled, closed, holds),
    weeks: weeksUpTo(days, pulled.sessions, closed, 12).map((each) => [
      each.recorded,
      each.headacheDays,
      each.meanPeak === null ? null : oneDecimal(tenthOf(each.meanPeak)),
      each.medicineDays,
      each.sessions,
    ]),
  };
}

/** A week's mean is of at most seven whole numbers: exact again in 420ths. */
function tenthOf(mean: number): Ratio {
  return ratio(Math.round(mean * 420), 420);
}

function dose(pulled: Pulled, closed: string, holds: [string, string][]) {
  if (!pulled.plan) return {};
  const { items, start_on: start } = pulled.plan;
  const names = new Map(items.map((item) => [item.id, item.exercise]));
  const logs = pulled.sessions.flatMap(({ occurred_on: on, exercises }) =>
    exercises.map(
      (log): SlotLog => ({
        item: names.get(log.item_id) ?? "",
        on,
        sets_done: log.sets_done,
        skipped: log.outcome === "skipped",
      }),
    ),
  );
  const asked = items.map(({ exercise, dose }) => ({ item: exercise, ...dose }));
  const done: Adherence = adherence(asked, logs, { start, first: addDays(closed, -13), last: closed, holds });
  return {
    prescribed: oneDecimal(done.prescribed),
    credit: oneDecimal(done.credit),
    adherence_pct: oneDecimal(done.pct),
    band: done.band,
  };
}
