// The therapist's list of the day, what waits on every page, and acting on a reason.
import { fireEvent, screen, within } from "@testing-library/preact";
import { afterEach, expect, test, vi } from "vitest";
import { Emergencies } from "../src/clinic/Emergencies";
import { ReasonTools } from "../src/clinic/work-list/ReasonTools";
import { WorkListPage } from "../src/clinic/work-list/WorkListPage";
import { PATIENT, reason, refusal, row, serve, show, showPage, tidyUp } from "./desk";

afterEach(tidyUp);

const names = () => screen.getAllByRole("rowheader").map((cell) => cell.querySelector("a")?.textContent);
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));

test("the list says who needs attention, and finds by name, by state and by reason", async () => {
  serve({
    "GET work-list": [
      row("Pia Moss", { reasons: [reason()] }),
      row("Ada Lark", { id: "2", status: "invited", program: null }),
      row("Bo Finch", { id: "3", reasons: [reason({ code: "low_adherence", waiting: false })] }),
    ],
  });
  showPage("/clinic/", WorkListPage);
  await screen.findByText("1 of 3 patients needs attention.");
  expect(names()).toEqual(["Pia Moss", "Ada Lark", "Bo Finch"]);
  screen.getByText("Invited, not joined yet");

  tap("Patient");
  expect(names()).toEqual(["Ada Lark", "Bo Finch", "Pia Moss"]);
  tap("Patient");
  tap("Not joined");
  expect(names()).toEqual(["Ada Lark"]);
  tap("All");
  fireEvent.change(screen.getByLabelText("Reason"), { target: { value: "low_adherence" } });
  expect(names()).toEqual(["Bo Finch"]);
  fireEvent.change(screen.getByLabelText("Reason"), { target: { value: "" } });
  fireEvent.input(screen.getByLabelText("Search by name"), { target: { value: "zoe" } });
  screen.getByText("No patient’s name contains “zoe”.");
  fireEvent.input(screen.getByLabelText("Search by name"), { target: { value: "" } });
});

test("keys go to the search box and down the list", async () => {
  serve({ "GET work-list": [row("Pia Moss"), row("Ada Lark", { id: "2" })] });
  showPage("/clinic/", WorkListPage);
  await screen.findByText("No patients need attention.");
  for (const key of ["j", "j", "k"]) fireEvent.keyDown(document, { key });
  expect(document.activeElement?.textContent).toBe("Pia Moss");
  fireEvent.keyDown(document, { key: "/" });
  expect(document.activeElement).toBe(screen.getByLabelText("Search by name"));
});

test("a list that can't be loaded is asked for again; an old one stays and says that it is old", async () => {
  const server = serve({ "GET work-list": [row("Pia Moss")] });
  server.offline = true;
  showPage("/clinic/", WorkListPage);
  await screen.findByText("The work list couldn't be loaded.");
  server.offline = false;
  tap("Try again");
  await screen.findByText("No patients need attention.");
  server.offline = true;
  document.dispatchEvent(new Event("visibilitychange"));
  await screen.findByText(/couldn't be refreshed just now/);
  expect(names()).toEqual(["Pia Moss"]);
});

test("a clinic without patients is led to the first invitation", async () => {
  serve({ "GET work-list": () => new Response("[]", { headers: { "Content-Type": "application/json" } }) });
  showPage("/clinic/", WorkListPage);
  const link = await screen.findByRole("link", { name: "Invite a patient" });
  expect(link.getAttribute("href")).toBe("/clinic/invite");
});

test("a reason is marked as reviewed by the evidence on the screen", async () => {
  const done = vi.fn();
  const server = serve({ "POST p/reasons/silent/acknowledge": { code: "silent" } });
  show(<ReasonTools patient={PATIENT} reason={reason()} onDone={done} />);
  tap("Mark as reviewed: No entries");
  await vi.waitFor(() => expect(done).toHaveBeenCalledTimes(1));
  expect(server.sent).toEqual([{ what: "POST p/reasons/silent/acknowledge", body: { evidence_id: "e-1" } }]);
});

test("marking without a network says so, and the same is sent again", async () => {
  const done = vi.fn();
  const server = serve({ "POST p/reasons/silent/acknowledge": { code: "silent" } });
  server.offline = true;
  show(<ReasonTools patient={PATIENT} reason={reason()} onDone={done} />);
  tap("Mark as reviewed: No entries");
  await screen.findByText(/You're offline. Nothing was changed./);
  server.offline = false;
  tap("Try again");
  await vi.waitFor(() => expect(done).toHaveBeenCalledTimes(1));
  expect(screen.queryByRole("alert")).toBeNull();
});

test("newer evidence renews the page instead, and says why", async () => {
  const done = vi.fn();
  serve({ "POST p/reasons/silent/acknowledge": () => refusal(409, "newer", "Something newer has come.") });
  show(<ReasonTools patient={PATIENT} reason={reason()} onDone={done} />);
  tap("Mark as reviewed: No entries");
  await screen.findByText("Something newer has come.");
  expect(done).toHaveBeenCalledTimes(1);
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
});

test("snoozing takes a date and a note, and keeps the minutes it took", async () => {
  const done = vi.fn();
  const server = serve({ "POST p/reasons/silent/snooze": { code: "silent" }, "POST p/notes": { id: "n" } });
  show(<ReasonTools patient={PATIENT} reason={reason()} onDone={done} />);
  tap("Snooze: No entries");
  const fill = (label: string, value: string) =>
    fireEvent.input(screen.getByLabelText(label), { target: { value } });
  fill("Until", "2026-04-01");
  fill("Note", "On vacation");
  fill("Minutes", "5");
  tap("Snooze");
  await vi.waitFor(() => expect(done).toHaveBeenCalled());
  expect(server.sent.map(({ what, body }) => [what, { ...body, id: undefined }])).toEqual([
    ["POST p/reasons/silent/snooze", { evidence_id: "e-1", until: "2026-04-01", note: "On vacation" }],
    ["POST p/notes", { text: "On vacation", minutes: 5 }],
  ]);
});

test("what was reviewed says by whom, and can be undone", async () => {
  const server = serve({ "DELETE p/reasons/silent/acknowledge": { code: "silent" } });
  const seen = reason({ waiting: false, acknowledged_at: "2026-03-02T09:00:00Z", acknowledged_by: "Tom" });
  show(<ReasonTools patient={PATIENT} reason={seen} onDone={() => undefined} />);
  screen.getByText(/Reviewed by Tom/);
  tap("Undo: No entries");
  await vi.waitFor(() =>
    expect(server.sent.map(({ what }) => what)).toEqual(["DELETE p/reasons/silent/acknowledge"]),
  );
});

test("an emergency answer stands on every page; a lead opens another's with a reason", async () => {
  const server = serve({
    "GET work-list/emergencies": [
      {
        patient_id: PATIENT,
        name: "Pia Moss",
        waiting_since: "2026-03-01T09:00:00Z",
        texts: ["Worst ever."],
        call: null,
      },
    ],
    "GET work-list/emergencies/clinic": [
      { id: "w", urgency: "emergency", waiting_since: "2026-03-01T09:00:00Z", therapists: ["Tom"] },
    ],
    "POST emergency-access": () => refusal(404, "not_found", "Not found."),
  });
  show(<Emergencies isLead />);
  const section = await screen.findByRole("alert", { name: "Emergency answers" });
  within(section).getByText(/Emergency: Pia Moss/);
  const form = within(section).getByLabelText(/Why you are opening the record/);
  fireEvent.input(form, { target: { value: "Tom is away today" } });
  fireEvent.submit(form.closest("form") as HTMLFormElement);
  await screen.findByText("Someone else has taken it in the meantime.");
  expect(server.sent[0]?.body).toMatchObject({ waiting: "w", because: "Tom is away today" });
});
