// Dates on the desk: a local date reads the same on every machine, and an instant has the date of the zone it is asked for.
import { afterEach, expect, test, vi } from "vitest";
import { sparkLabel } from "../src/clinic/work-list/Sparkline";
import { day, dayAt, todayIn } from "../src/clinic/zones";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

const ZONES = ["Pacific/Kiritimati", "Pacific/Auckland", "UTC", "America/Los_Angeles", "Etc/GMT+12"];

test.each(ZONES)("on a machine in %s", (zone) => {
  vi.stubEnv("TZ", zone);
  expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
  vi.useFakeTimers({ now: Date.parse("2026-11-27T15:00:00Z"), toFake: ["Date"] });
  for (const on of ["2026-01-01", "2028-02-29", "2026-03-08", "2026-12-31"]) {
    expect(day(on)).toBe(
      { "01-01": "Jan 1", "02-29": "Feb 29", "03-08": "Mar 8", "12-31": "Dec 31" }[on.slice(5)],
    );
  }
  // Half past midnight in Darwin.
  expect(dayAt("2026-11-27T15:00:00Z", "Australia/Darwin")).toBe("Nov 28");
  expect(dayAt("2026-11-27T15:00:00Z", "America/Los_Angeles")).toBe("Nov 27");
  expect(todayIn("Australia/Darwin")).toBe("2026-11-28");
  expect(todayIn("America/Los_Angeles", 7)).toBe("2026-12-04");
});

test("a sparkline says what is known", () => {
  const none = Array.from({ length: 28 }, () => null);
  expect(sparkLabel({ pains: none, headaches: [] })).toBe("Nothing recorded in 28 days");
  expect(sparkLabel({ pains: [0, null, ...none.slice(2)], headaches: [1] })).toBe(
    "1 headache day in 2 recorded days, pain not given",
  );
  expect(sparkLabel({ pains: [0, 0, 4, null, ...none.slice(4)], headaches: [1, 2, 3] })).toBe(
    "3 headache days in 4 recorded days, worst pain 4",
  );
  expect(sparkLabel({ pains: [0, ...none.slice(1)], headaches: [] })).toBe(
    "0 headache days in 1 recorded day",
  );
});
