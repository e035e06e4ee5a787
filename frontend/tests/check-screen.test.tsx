// The safety questions on the phone: a few at a time, and an emergency line brings its advice at once.
import { fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { LocationProvider } from "preact-iso";
import { beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../src/i18n";
import { CheckScreen } from "../src/patient/safety/CheckScreen";
import * as state from "../src/patient/state";
import type { Snapshot } from "../src/store/snapshot";

const saved = vi.hoisted(() => vi.fn(async (_: unknown) => undefined));
vi.mock(import("../src/patient/state"), async (original) => ({ ...(await original()), saveCheck: saved }));

const question = (id: string, en: string, more = {}) => ({ id, text: { en, es: `${en} (es)` }, ...more });
const CHECK = {
  slug: "red-flags",
  weekly: ["s1"],
  blocks: [
    {
      urgency: "emergency" as const,
      advice: { en: "Call {emergency_number} now.", es: "Llama al {emergency_number} ahora." },
      questions: [
        ...Array.from({ length: 5 }, (_, place) => question(`e${place + 1}`, `Sign ${place + 1}`)),
        question("e6", "Others are sick", { first: { en: "Get outside first.", es: "Primero salgan." } }),
      ],
    },
    {
      urgency: "same_day" as const,
      advice: { en: "See a doctor today.", es: "Ve al médico hoy." },
      questions: [question("s1", "Slow sign")],
    },
  ],
};

beforeEach(async () => {
  saved.mockClear();
  await setLanguage("en");
  state.snapshot.value = {
    library: { article: [], questionnaire: [CHECK], measure: [], medicine: [] },
    outbox: [],
    hold: null,
  } as unknown as Snapshot;
});

function open(asked: "unwell" | "weekly" = "unwell") {
  render(
    <LocationProvider>
      <CheckScreen asked={asked} />
    </LocationProvider>,
  );
}

test("an emergency line brings its advice at once, with the sign for the crew", async () => {
  open();
  expect(screen.queryByText("Slow sign")).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "None of these" }));
  await waitFor(() => screen.getByText("Page 2 of 3"));
  fireEvent.click(screen.getByLabelText("Others are sick"));
  await waitFor(() => screen.getByRole("heading", { name: "Get help now" }));
  expect(saved).toHaveBeenCalledTimes(1);
  expect(saved.mock.calls[0]?.[0]).toMatchObject({
    shown: "emergency",
    // What was not asked yet is neither yes nor no.
    answers: { e1: false, e2: false, e3: false, e6: true },
  });
  expect(JSON.stringify(saved.mock.calls)).not.toContain("s1");
  const advice = screen.getByRole("alert");
  expect(advice.textContent?.indexOf("Get outside first.")).toBe(0);
  expect(screen.getByRole("heading", { name: "Show this to the ambulance crew" })).toBeTruthy();
  expect(screen.getByText("Others are sick")).toBeTruthy();
});

test("the crew reads the sign in English beside the patient's language", async () => {
  await setLanguage("es");
  open();
  fireEvent.click(screen.getByLabelText("Sign 1 (es)"));
  await waitFor(() => screen.getByRole("heading", { name: "Muestra esto al personal de la ambulancia" }));
  expect(screen.getByText("Sign 1").getAttribute("lang")).toBe("en");
});

test("no to everything is saved as such, and promises nothing", async () => {
  open("weekly");
  expect(screen.getByText("Page 1 of 1")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "None of these" }));
  await waitFor(() => screen.getByRole("heading", { name: "No warning signs in your answers" }));
  expect(saved.mock.calls[0]?.[0]).toMatchObject({ shown: "", answers: { s1: false } });
});
