import { expect, test } from "vitest";
import { en } from "../src/i18n/en";
import { es } from "../src/i18n/es";
import * as clinic from "../src/patient/clinic/words";
import * as progress from "../src/patient/progress/words";
import * as finish from "../src/patient/session/finish-words";
import * as erase from "../src/patient/settings/erase-words";
import * as looks from "../src/patient/settings/looks-words";
import * as quiet from "../src/patient/settings/quiet-words";
import * as install from "../src/patient/welcome/install-words";

test.each([
  { name: "the app's", en, es },
  { name: "the clinic's", ...clinic },
  { name: "the looks'", ...looks },
  { name: "progress's", ...progress },
  { name: "erasing's", ...erase },
  { name: "the quiet times'", ...quiet },
  { name: "the session's end", ...finish },
  { name: "the home screen's", ...install },
])("both languages have the same sentences with the same blanks: $name", ({ en, es }) => {
  expect(Object.keys(es).sort()).toEqual(Object.keys(en).sort());
  const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map((match) => match[0]).sort();
  for (const [key, text] of Object.entries(en))
    expect(blanks((es as Record<string, string>)[key] ?? ""), key).toEqual(blanks(text));
});
