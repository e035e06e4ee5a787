// @vitest-environment node
// A link to the sign-in page never leads away from Nod.
import { expect, test } from "vitest";
import { wantedPage } from "../src/signin/next";

test.each(["/admin/", "/admin/reminders/?span=week", "/clinic/patients/0190-ab", "/app/settings"])(
  "%s is ours",
  (page) => {
    expect(wantedPage(`?next=${encodeURIComponent(page)}`)).toBe(page);
  },
);

test.each([
  "",
  "/",
  "//evil.test/",
  "///evil.test",
  "/\\evil.test",
  "\\\\evil.test",
  "https://evil.test/",
  "http:evil.test",
  "javascript:alert(1)",
  "data:text/html,x",
  "/admin//evil.test",
  "/admin/../..//evil.test",
  "/app/%2F%2Fevil.test/",
  "/clinic/@evil.test",
  "/clinic/\nhttps://evil.test",
  "/administrator/",
  " /admin/",
  "/admin/#//evil.test",
  "/app\t//evil.test",
  "https:///evil.test",
  "/\u2028/evil.test",
])("%j is not", (page) => {
  expect(wantedPage(`?next=${encodeURIComponent(page)}`)).toBeNull();
});
