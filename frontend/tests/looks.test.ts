// Who looked: one line for each opened page, not one for each part of the record that it read.
import { expect, test } from "vitest";
import { merged } from "../src/patient/settings/LooksCard";

const look = (at: string, who: string, action = "read", what = "patient") => ({
  id: 1,
  because: "",
  at: `2026-03-02T${at}Z`,
  who,
  is_self: false,
  action,
  what,
});

test("the reads of one opened page are one look, those of another person or time are not", () => {
  const looks = [
    look("12:05:10", "Tara", "created", "message"),
    look("12:05:02", "Tara", "read", "notes"),
    look("12:05:01", "Tom"),
    look("12:05:00", "Tara"),
    look("12:00:00", "Tara"),
  ];
  expect(merged(looks).map(({ at, who }) => `${at.slice(11, 19)} ${who}`)).toEqual([
    "12:05:10 Tara",
    "12:05:02 Tara",
    "12:05:01 Tom",
    "12:00:00 Tara",
  ]);
});
