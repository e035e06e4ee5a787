import { expect, test } from "vitest";
import { en } from "../src/i18n/en";
import { es } from "../src/i18n/es";
import { setLanguage, t } from "../src/i18n/index";
import * as clinic from "../src/patient/clinic/words";
import * as dose from "../src/patient/dose-words";
import * as lights from "../src/patient/exercise/lights";
import * as flare from "../src/patient/flare/words";
import * as handout from "../src/patient/learn/handout-words";
import * as learn from "../src/patient/learn/words";
import * as lock from "../src/patient/lock/words";
import * as progress from "../src/patient/progress/words";
import * as safety from "../src/patient/safety/words";
import * as finish from "../src/patient/session/finish-words";
import * as spoken from "../src/patient/session/spoken-words";
import * as session from "../src/patient/session/words";
import * as erase from "../src/patient/settings/erase-words";
import * as looks from "../src/patient/settings/looks-words";
import * as quiet from "../src/patient/settings/quiet-words";
import * as install from "../src/patient/welcome/install-words";

const WORDS = [
  { name: "the app's", en, es },
  { name: "the clinic's", ...clinic },
  { name: "the safety check's", ...safety },
  { name: "the looks'", ...looks },
  { name: "progress's", ...progress },
  { name: "erasing's", ...erase },
  { name: "the quiet times'", ...quiet },
  { name: "the flare program's", ...flare },
  { name: "the session's end", ...finish },
  { name: "the session's", ...session },
  { name: "the session's spoken", ...spoken },
  { name: "a dose's", ...dose },
  { name: "the handout's", ...handout },
  { name: "the traffic light's", ...lights },
  { name: "the home screen's", ...install },
  { name: "the lock's", ...lock },
  { name: "reading's", ...learn },
];

test.each(WORDS)("both languages have the same sentences with the same blanks: $name", ({ en, es }) => {
  expect(Object.keys(es).sort()).toEqual(Object.keys(en).sort());
  const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map((match) => match[0]).sort();
  for (const [key, text] of Object.entries(en))
    expect(blanks((es as Record<string, string>)[key] ?? ""), key).toEqual(blanks(text));
});

// A number and the word after it: "{n} days" reads "1 days" on the day it is one.
test.each(WORDS)("a sentence with a number is right for one, too: $name", ({ en, es }) => {
  const plain = /\{(?!all\}|name\})\w+\} (?!times a day|veces al día|más\b)[a-záéíóúñ]+s\b/;
  for (const words of [en, es])
    for (const [key, text] of Object.entries(words as Record<string, string>))
      expect(text, key).not.toMatch(plain);
});

test("the word after a number follows it", async () => {
  await setLanguage("en");
  expect(t("dose.days", { n: 1 })).toBe("1 day a week");
  expect(t("dose.days", { n: 3 })).toBe("3 days a week");
});
