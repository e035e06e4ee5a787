// Today and a session on the phone.
import { fireEvent, screen, waitFor } from "@testing-library/preact";
import { afterEach, expect, test } from "vitest";
import { SessionScreen } from "../src/patient/session/SessionScreen";
import { TodayScreen } from "../src/patient/today/TodayScreen";
import { item, plan, putPhoneAway, show, showAt, takePhone } from "./phone-screens";

afterEach(putPhoneAway);

const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));
const NOD = item("nod", "Chin nod");
const TURN = item("turn", "Slow turns");
const WATER = item("water", "Sit tall", { per_day: 6, type: "habit" });

test("today offers what is due, with its minutes, and a habit is one tap", async () => {
  const phone = await takePhone({ plan: plan([NOD, TURN, WATER]), plan_changed: true });
  show(<TodayScreen />);
  screen.getByRole("heading", { name: "Hello Pia" });
  const start = screen.getByRole("link", { name: /^Start/ });
  expect(start.getAttribute("href")).toMatch(/^\/app\/session\//);
  screen.getByText("Keep going.");
  screen.getByText("0 of 6 today");
  tap(/Did it/);
  await screen.findByText("1 of 6 today");
  expect(await phone.waiting()).toMatchObject([{ type: "session", slot: "anytime" }]);
});

test("without a program there is the diary", async () => {
  await takePhone();
  show(<TodayScreen />);
  screen.getByText(/hasn't set up a program yet/);
  screen.getByText("Headache today?");
});

function begin(): void {
  const Screen = () => <SessionScreen slot="next" />;
  showAt("/app/session/:slot", "/app/session/next", Screen);
}

test("a session is paused, an exercise left because it hurts, and the rest saved with the answers", async () => {
  const phone = await takePhone({ plan: plan([NOD, TURN]), plan_changed: true });
  begin();
  await screen.findByRole("heading", { name: "Chin nod" });
  tap("Start");
  await screen.findByRole("button", { name: "Pause" });
  tap("It hurts");
  fireEvent.click(await screen.findByRole("button", { name: "7" }));
  tap("Stop this exercise");
  await screen.findByRole("heading", { name: "Slow turns" });
  tap("How to do it");
  screen.getByText("You get dizzy.");
  tap("Close");
  tap(/^Skip/);
  await waitFor(() => tap(/^Skip$/));
  fireEvent.click(await screen.findByRole("button", { name: "No time" }));
  await screen.findByRole("button", { name: "Save session" });
  tap("Save session");
  await waitFor(async () => expect(await phone.waiting()).toHaveLength(1));
  const [session] = await phone.waiting();
  expect(session).toMatchObject({
    type: "session",
    exercises: [
      { item_id: "nod", outcome: "skipped", skip_reason: "pain", pain: 7 },
      { item_id: "turn", outcome: "skipped", skip_reason: "no_time" },
    ],
  });
});

test("the easier version is chosen in the middle, and leaving keeps the place", async () => {
  await takePhone({ plan: plan([NOD]), plan_changed: true });
  begin();
  await screen.findByRole("heading", { name: "Chin nod" });
  tap("Start");
  tap("Easier version");
  tap("Do the easier version");
  await waitFor(() =>
    expect(screen.getByRole("button", { name: "Easier version" }).getAttribute("aria-pressed")).toBe("true"),
  );
  tap("Leave");
  await screen.findByText("went to /app/");
  begin();
  await screen.findByRole("button", { name: "Continue" });
});
