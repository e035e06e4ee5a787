import { expect, test } from "vitest";
import { en } from "../src/i18n/en";
import { es } from "../src/i18n/es";

test("both languages have the same sentences with the same blanks", () => {
  expect(Object.keys(es).sort()).toEqual(Object.keys(en).sort());
  const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map((match) => match[0]).sort();
  for (const [key, text] of Object.entries(en))
    expect(blanks(es[key as keyof typeof en]), key).toEqual(blanks(text));
});
