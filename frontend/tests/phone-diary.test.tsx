// The diary, messages, measures and progress on the phone: what is tapped is stored, also without a network.
import { fireEvent, screen, waitFor } from "@testing-library/preact";
import { afterEach, expect, test } from "vitest";
import { AttackScreen } from "../src/patient/attack/AttackScreen";
import { DayScreen } from "../src/patient/diary/DayScreen";
import { DiaryScreen } from "../src/patient/diary/DiaryScreen";
import { CLASSES } from "../src/patient/diary/medicines";
import { MessagesScreen } from "../src/patient/messages/MessagesScreen";
import { ProgressScreen } from "../src/patient/progress/ProgressScreen";
import { today } from "../src/patient/state";
import { HeadacheCard } from "../src/patient/today/HeadacheCard";
import { UnwellScreen } from "../src/patient/unwell/UnwellScreen";
import { MEDICINE_CLASSES } from "../src/wire/choices";
import { ago, day, putPhoneAway, show, showAt, takePhone } from "./phone-screens";

afterEach(putPhoneAway);

const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));

test("every class of medicine that the server knows can be chosen", () => {
  expect([...CLASSES].sort()).toEqual([...MEDICINE_CLASSES].sort());
});

test("no headache is one tap, and can be changed to one", async () => {
  const phone = await takePhone();
  show(<HeadacheCard />);
  tap("No");
  await screen.findByText(/No headache today. Saved./);
  tap("Change");
  tap("Yes");
  await screen.findByText(/Headache logged./);
  tap("6");
  await screen.findByText(/worst pain 6/);
  const changes = (await phone.waiting()).map((each) => each.changes);
  expect(changes).toMatchObject([{ headache: false }, { headache: true }, { peak_intensity: 6 }]);
});

test("a headache is logged in two taps, with the medicine, and ends", async () => {
  const phone = await takePhone();
  show(<AttackScreen />);
  tap("6");
  await screen.findByText(/Saved. Worst pain 6./);
  const [medicine] = screen.getAllByRole("button", { name: /painkiller|acetaminophen|ibuprofen/i });
  fireEvent.click(medicine as HTMLElement);
  await screen.findByText(/taken 1×/);
  tap("It's over");
  await waitFor(() => expect(screen.queryByRole("button", { name: "It's over" })).toBeNull());
  const changes = (await phone.waiting()).map((each) => each.changes);
  expect(changes[0]).toMatchObject({ headache: true, peak_intensity: 6 });
  expect(changes[1]).toMatchObject({ medicines: [{ class: "simple", doses: 1 }] });
});

test("a day's entry keeps what is typed, and is saved as a whole", async () => {
  const phone = await takePhone();
  showAt("/app/diary/:date", `/app/diary/${ago(1)}`, DayScreen);
  const save = await screen.findByRole("button", { name: "Save" });
  expect((save as HTMLButtonElement).disabled).toBe(true);
  tap("Yes");
  fireEvent.click(await screen.findByText("2 h"));
  fireEvent.change(screen.getByLabelText("Add a medicine"), { target: { value: "triptan" } });
  fireEvent.input(await screen.findByLabelText("Times taken"), { target: { value: "2" } });
  tap("Save");
  await screen.findByText("went to /app/diary");
  expect(await phone.waiting()).toMatchObject([
    {
      occurred_on: ago(1),
      changes: { headache: true, duration_min: 120, medicines: [{ class: "triptan", doses: 2 }] },
    },
  ]);
});

test("a day that is too long ago, or has not come, takes no entry", async () => {
  await takePhone();
  showAt("/app/diary/:date", `/app/diary/${ago(60)}`, DayScreen);
  await screen.findByText(/You can change the last 7 days here/);
  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
});

test("the month shows a headache, a day without, and what is not known", async () => {
  await takePhone({
    days: [day(today.value, { headache: true, peak_intensity: 7 })],
  });
  show(<DiaryScreen />);
  const cell = await screen.findByRole("link", { name: /7$/ });
  expect(cell.getAttribute("href")).toBe(`/app/diary/${today.value}`);
  screen.getByText("1 of the last 28 days recorded, 1 with headache");
});

test("a message waits for the network, and a day can go with it", async () => {
  const phone = await takePhone({ days: [day(ago(1), { headache: true, peak_intensity: 5 })] });
  show(<MessagesScreen />);
  fireEvent.input(screen.getByLabelText("Write to your therapist"), { target: { value: "Is this right?" } });
  fireEvent.change(screen.getByLabelText("Attach a day of your diary"), { target: { value: ago(1) } });
  fireEvent.submit(screen.getByRole("button", { name: "Send" }).closest("form") as HTMLFormElement);
  await screen.findByText(/not sent yet/);
  expect(await phone.waiting()).toMatchObject([
    { type: "message", text: "Is this right?", about_on: ago(1) },
  ]);
  expect((screen.getByLabelText("Write to your therapist") as HTMLTextAreaElement).value).toBe("");
});

test("progress counts headache days and days with exercise, rest days being part of a run", async () => {
  const session = (on: string) => ({
    id: crypto.randomUUID(),
    occurred_on: on,
    slot: "morning",
    exercises: [{ item_id: "nod", outcome: "done", sets_done: 1, reps_done: 10 }],
  });
  await takePhone({
    days: Array.from({ length: 20 }, (_, back) => day(ago(back + 1), { headache: back % 5 === 0 })),
    sessions: [1, 2, 4, 12].map((back) => session(ago(back))),
  });
  show(<ProgressScreen />);
  screen.getByText("4 of 20 recorded days");
  screen.getByText("You exercised on 4 days.");
  screen.getByText(/Your longest run was 4 days/);
  tap("As a table");
  screen.getByRole("columnheader", { name: "Headache days" });
});

test("feeling unwell tells what to do without a network, and tells the therapist", async () => {
  const phone = await takePhone();
  show(<UnwellScreen />);
  const [call] = screen.getAllByRole("link", { name: /911/ });
  expect(call?.getAttribute("href")).toBe("tel:911");
  tap(/Tell my therapist/);
  await waitFor(async () => expect(await phone.waiting()).toMatchObject([{ type: "message" }]));
});
