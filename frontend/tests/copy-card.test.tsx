// What the copy's card says when it fails is true: a fault of the server is none of the network.

import { render } from "preact";
import { beforeEach, expect, test, vi } from "vitest";
import { CopyCard } from "../src/patient/settings/CopyCard";

const root = document.createElement("div");

async function tryWith(answer: () => Promise<Response>): Promise<string> {
  vi.stubGlobal("fetch", answer);
  render(<CopyCard askAgain={() => undefined} />, root);
  (root.querySelector("button") as HTMLButtonElement).click();
  return vi.waitFor(() => {
    const said = root.querySelector("[role=alert]")?.textContent;
    if (!said) throw new Error("nothing said yet");
    return said;
  });
}

beforeEach(() => {
  render(null, root);
  return () => vi.unstubAllGlobals();
});

test("an answer with a fault says that the network is not to blame", async () => {
  const said = await tryWith(async () => new Response("{}", { status: 500 }));
  expect(said).toContain("Your connection is fine");
});

test("no answer says to check the connection", async () => {
  const said = await tryWith(async () => {
    throw new TypeError("Failed to fetch");
  });
  expect(said).toContain("Check your connection");
});
