// The server is asked to answer in the language of the page, whatever the browser prefers.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { api } from "../src/api/client";
import { callAuth } from "../src/api/sign-in";

let asked: (string | null)[] = [];

beforeEach(() => {
  asked = [];
  vi.spyOn(document, "cookie", "get").mockReturnValue("nod-csrf=x");
  document.documentElement.lang = "es";
  vi.stubGlobal("fetch", async (input: Request | string, init?: RequestInit) => {
    const headers = input instanceof Request ? input.headers : new Headers(init?.headers);
    asked.push(headers.get("Accept-Language"));
    return new Response("{}", { status: 200, headers: { "Content-Type": "application/json" } });
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("the api and sign-in are asked in Spanish, then in English", async () => {
  await api.GET("/api/v1/me");
  await callAuth("POST", "auth/login", {});
  document.documentElement.lang = "en";
  await api.GET("/api/v1/me");
  expect(asked).toEqual(["es", "es", "en"]);
});
