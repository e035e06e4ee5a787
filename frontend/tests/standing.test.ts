// @vitest-environment node
import { expect, test } from "vitest";
import { adviceAfter } from "../src/domain/advice";
import { URGENCIES, type Urgency } from "../src/domain/safety";
import { type Hold, openHold } from "../src/domain/standing";

const HOLDS: (Hold | null)[] = [null, "paused", "same_day", "emergency"];
const SHOWN = ["", "therapist", "same_day", "emergency"];
const ANSWERS: (Urgency | null)[] = [null, ...URGENCIES];
const urgencyOf = (hold: string | null) => Math.max(0, HOLDS.indexOf(hold as Hold));
/** Every set of answers that may wait on a phone, in any order and with repeats. */
const unsents = [[], ...SHOWN.map((one) => [one]), ...SHOWN.flatMap((one) => SHOWN.map((two) => [one, two]))];

test.each(HOLDS)("the most urgent of the server's %s and all that is unsent holds", (server) => {
  for (const unsent of unsents) {
    const expected = Math.max(urgencyOf(server), ...unsent.map((shown) => urgencyOf(shown || null)));
    expect(openHold({ server, unsent }), unsent.join()).toBe(HOLDS[expected]);
  }
});

test.each(HOLDS)("an answer of no never lifts %s", (server) => {
  for (const unsent of unsents)
    expect(openHold({ server, unsent: [...unsent, ""] })).toBe(openHold({ server, unsent }));
});

test("what was just answered is said, unless something worse is open", () => {
  const said = ANSWERS.map((answered) => HOLDS.map((hold) => adviceAfter(answered, hold)));
  expect(said).toEqual([
    // open: nothing, paused, same day, emergency
    [null, "held", "held", "held"],
    ["emergency", "emergency", "emergency", "emergency"],
    ["same_day", "same_day", "same_day", "held"],
    ["therapist", "held", "held", "held"],
  ]);
});

test("nothing is said as if nothing were open while something is", () => {
  for (const answered of ANSWERS)
    for (const hold of HOLDS)
      if (hold) expect([null, "therapist"], `${answered} ${hold}`).not.toContain(adviceAfter(answered, hold));
});
