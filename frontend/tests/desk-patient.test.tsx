// A patient's page: what a therapist reads, decides and writes there, and what happens when it fails.
import { fireEvent, screen, waitFor } from "@testing-library/preact";
import { afterEach, expect, test, vi } from "vitest";
import { AssessmentsCard } from "../src/clinic/patient/AssessmentsCard";
import { CareCard } from "../src/clinic/patient/CareCard";
import { ContactCard } from "../src/clinic/patient/ContactCard";
import { FindingsCard } from "../src/clinic/patient/FindingsCard";
import { NotesCard } from "../src/clinic/patient/NotesCard";
import { PatientPage } from "../src/clinic/patient/PatientPage";
import { RecordCard } from "../src/clinic/patient/RecordCard";
import { RedFlagsCard } from "../src/clinic/patient/RedFlagsCard";
import { Renew } from "../src/clinic/patient/Renew";
import { Thread } from "../src/clinic/patient/Thread";
import { TreatmentsCard } from "../src/clinic/patient/TreatmentsCard";
import { builder, PATIENT, page, reason, refusal, row, serve, show, showPage, tidyUp } from "./desk";

afterEach(tidyUp);

const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));
const fill = (label: string | RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
/** As the browser does once every field is right. */
const submit = (button: string) =>
  fireEvent.submit(screen.getByRole("button", { name: button }).closest("form") as HTMLFormElement);
const done = async () => undefined;
const AT = `/clinic/patients/${PATIENT}`;

test("the page shows the patient, and each card that can't be loaded says so by itself", async () => {
  const server = serve({
    "GET p": page({ patient: row("Pia Moss", { reasons: [reason()] }) }),
    "GET p/program": builder(),
  });
  showPage(AT, PatientPage);
  await screen.findByRole("heading", { name: "Pia Moss" });
  await screen.findByRole("heading", { name: "Head nod" });
  await screen.findByText("The messages couldn't be loaded.");
  screen.getByText("The notes couldn't be loaded.");
  // Nothing is claimed about what was not read.
  for (const empty of ["No messages yet.", /None yet/, /None rated yet/])
    expect(screen.queryByText(empty)).toBeNull();
  expect(server.sent).toEqual([]);
});

test("a patient who is not in one's care is said to be so; without a network the page waits", async () => {
  const server = serve();
  server.offline = true;
  showPage(AT, PatientPage);
  await screen.findByText("You're offline. Connect to load this page.");
  server.offline = false;
  tap("Try again");
  await screen.findByText("There is no such patient in your care.");
});

test("an emergency opens the record to read: what would change it rests", async () => {
  serve({
    "GET p": page({ emergency_until: new Date(Date.now() + 3_540_000).toISOString() }),
    "GET p/program": builder(),
  });
  showPage(AT, PatientPage);
  await screen.findByText("Emergency access: 59 minutes left");
  expect(screen.getByRole("button", { name: "Edit contact" }).closest("fieldset")?.disabled).toBe(true);
  expect(screen.queryByRole("link", { name: "Assign another program" })).toBeNull();
  expect(screen.queryByRole("heading", { name: "Care" })).toBeNull();
});

const MESSAGE = {
  id: "m1",
  from_patient: true,
  author: "Pia",
  text: "Is the towel right?",
  about_on: null,
  recorded_at: "2026-03-01T09:00:00Z",
  received_at: "2026-03-01T09:00:00Z",
};

test("a message is written as an answer to the last one read, once", async () => {
  const server = serve({ "GET p/messages": [MESSAGE], "POST p/messages": MESSAGE });
  show(<Thread id={PATIENT} zone="UTC" changed={0} onSent={done} />);
  await screen.findByText("Is the towel right?");
  server.offline = true;
  fill("Write to the patient", "Yes, it is.");
  submit("Send");
  await screen.findByText(/The message wasn't sent. It's still here./);
  server.offline = false;
  submit("Send");
  const box = () => screen.getByLabelText("Write to the patient") as HTMLTextAreaElement;
  await waitFor(() => expect(box().value).toBe(""));
  expect(server.sent).toHaveLength(1);
  expect(server.sent[0]?.body).toMatchObject({ text: "Yes, it is.", last_read: "m1" });
});

test("a message that came meanwhile is shown before the answer goes", async () => {
  const server = serve({ "GET p/messages": [MESSAGE] });
  server.answers["POST p/messages"] = () => {
    server.answers["GET p/messages"] = [MESSAGE, { ...MESSAGE, id: "m2", text: "It hurts now." }];
    return refusal(409, "newer_message", "There is a newer message.");
  };
  show(<Thread id={PATIENT} zone="UTC" changed={0} onSent={done} />);
  await screen.findByText("Is the towel right?");
  fill("Write to the patient", "Go on.");
  submit("Send");
  await screen.findByText("It hurts now.");
  await screen.findByText("There is a newer message.");
  expect((screen.getByLabelText("Write to the patient") as HTMLTextAreaElement).value).toBe("Go on.");
});

test("a safety answer is cleared with a reason, for the answers on the screen", async () => {
  const cleared = vi.fn(done);
  const server = serve({ "POST p/red-flags/clear": {} });
  const flag = {
    id: "f",
    question: "e1",
    text: "Worst headache ever?",
    urgency: "emergency",
    answered_on: "2026-03-01",
  } as const;
  show(<RedFlagsCard id={PATIENT} flags={[flag]} proposes={false} onCleared={cleared} />);
  screen.getByRole("heading", { name: "A safety answer holds the program" });
  fill(/Why can it be cleared/, "Seen in clinic, normal.");
  submit("Clear and resume the program");
  await waitFor(() => expect(cleared).toHaveBeenCalledTimes(1));
  expect(server.sent[0]?.body).toMatchObject({ because: "Seen in clinic, normal.", answers: ["f"] });
});

const FINDING = {
  id: "x",
  text: "Grip is weak on the left",
  urgency: "same_day",
  proposes: ["cervical_myelopathy"],
  found_on: "2026-03-01",
} as const;

test("a finding's precaution is confirmed with one tap, or refused with a reason", async () => {
  const decided = vi.fn(done);
  const server = serve({ "POST p/precautions/decide": {} });
  show(
    <FindingsCard
      id={PATIENT}
      findings={[{ ...FINDING, proposes: [...FINDING.proposes] }]}
      onDecided={decided}
    />,
  );
  tap(/Confirm the precaution/);
  await waitFor(() => expect(decided).toHaveBeenCalledTimes(1));
  tap(/Not for this patient/);
  fill("Why not?", "Old injury of the hand.");
  submit("Save");
  await waitFor(() => expect(decided).toHaveBeenCalledTimes(2));
  expect(server.sent.map(({ body }) => [body.confirmed, body.because, body.findings])).toEqual([
    [true, "", ["x"]],
    [false, "Old injury of the hand.", ["x"]],
  ]);
});

test("a decision that fails is said, and what was typed stays", async () => {
  const decided = vi.fn(done);
  serve().offline = true;
  show(
    <FindingsCard
      id={PATIENT}
      findings={[{ ...FINDING, proposes: [...FINDING.proposes] }]}
      onDecided={decided}
    />,
  );
  tap(/Not for this patient/);
  fill("Why not?", "Old injury of the hand.");
  submit("Save");
  await screen.findByText(/You're offline. Nothing was saved./);
  expect((screen.getByLabelText("Why not?") as HTMLInputElement).value).toBe("Old injury of the hand.");
  expect(decided).not.toHaveBeenCalled();
});

const NOTES = {
  notes: [
    {
      id: "n1",
      revision: 1,
      withdrawn: false,
      corrections: [],
      occurred_on: "2026-03-01",
      by: "Tara",
      text: "Called.",
      minutes: 5,
    },
  ],
  monitoring: {
    days: 3,
    first_on: "2026-02-01",
    last_on: "2026-03-01",
    minutes_this_month: 5,
    band: "short",
  },
};

test("a note is added with its minutes, and corrected with a reason", async () => {
  const server = serve({ "GET p/notes": NOTES, "POST p/notes": {}, "PUT p/notes/n1": {} });
  show(<NotesCard id={PATIENT} />);
  await screen.findByText("Called.");
  const [text] = screen.getAllByRole("textbox") as [HTMLTextAreaElement];
  fireEvent.input(text, { target: { value: "Called again." } });
  submit("Add note");
  await waitFor(() => expect(server.sent).toHaveLength(1));
  tap(/^Correct:/);
  fill("Why?", "Wrong day.");
  submit("Save the correction");
  await waitFor(() => expect(server.sent).toHaveLength(2));
  expect(server.sent[1]).toMatchObject({
    what: "PUT p/notes/n1",
    body: { because: "Wrong day.", revision: 1 },
  });
});

test("a treatment is written down, and dry needling comes with its warning", async () => {
  const added = vi.fn();
  const server = serve({
    "GET p/treatments": () => new Response("[]", { headers: { "Content-Type": "application/json" } }),
    "POST p/treatments": {},
  });
  show(<TreatmentsCard id={PATIENT} onAdded={added} />);
  await screen.findByText(/None yet/);
  fireEvent.change(screen.getByLabelText("Treatment"), { target: { value: "dry_needling" } });
  screen.getByText(/short of breath/);
  submit("Add treatment");
  await waitFor(() => expect(added).toHaveBeenCalled());
  expect(server.sent[0]?.body).toMatchObject({ kind: "dry_needling" });
});

test("a field of the contact that is refused is marked", async () => {
  serve({
    "PUT p/contact": () =>
      Response.json(
        {
          status: 400,
          code: "invalid",
          detail: "No.",
          errors: [{ field: "phone", code: "x", detail: "That is no phone number." }],
        },
        { status: 400 },
      ),
  });
  const { contact } = page();
  show(<ContactCard id={PATIENT} contact={contact} onSaved={done} />);
  tap("Edit contact");
  fill("Patient’s phone", "abc");
  submit("Save contact");
  await screen.findByText("That is no phone number.");
  expect((screen.getByLabelText(/Patient’s phone/) as HTMLInputElement).value).toBe("abc");
});

const TOM = { id: "t", name: "Tom", role: "therapist", unreached_since: null, away_until: null };

test("care is shared at once, and handed over only after a second look", async () => {
  const server = serve({ "GET colleagues": [TOM], "POST p/care": {} });
  show(<CareCard id={PATIENT} name="Pia Moss" reasons={[reason()]} />);
  await screen.findByLabelText("Colleague");
  submit("Share care");
  await screen.findByText("Tom now shares care of this patient.");
  fireEvent.change(screen.getByLabelText("How"), { target: { value: "over" } });
  submit("Share care");
  screen.getByText(/Still open, and handed over with the rest: No entries/);
  expect(server.sent).toHaveLength(1);
  tap("Hand over");
  await waitFor(() => expect(server.sent).toHaveLength(2));
  expect(server.sent.map(({ body }) => body.hand_over)).toEqual([false, true]);
});

test("colleagues that can't be loaded are not said to be none", async () => {
  serve().offline = true;
  show(<CareCard id={PATIENT} name="Pia Moss" reasons={[]} />);
  await screen.findByText("Your colleagues couldn't be loaded.");
  expect(screen.queryByText(/You have no colleague/)).toBeNull();
});

test("a new code is made when it is asked for, and asked for again after a failure", async () => {
  const server = serve({
    "POST p/invitation": {
      patient_id: PATIENT,
      name: "Pia",
      code: "ABCD-EFGH",
      link: "https://nod.test/app/welcome#x",
      qr: "",
      expires_at: "",
      expires_on: "2026-03-20",
      mailed: null,
    },
  });
  server.offline = true;
  show(<Renew id={PATIENT} />);
  tap("Create a new code");
  await screen.findByText(/No code was created/);
  server.offline = false;
  tap("Try again");
  await screen.findByText("ABCD-EFGH");
});

test("a file that the server refuses says why, also where a proxy answers", async () => {
  const server = serve({ "GET p/report/pdf": () => refusal(503, "busy", "Too many reports just now.") });
  show(<RecordCard id={PATIENT} zone="UTC" hasProgram={false} />);
  tap("PDF");
  await screen.findByText("Too many reports just now.");
  server.answers["GET p/report/csv"] = () => new Response("<h1>Bad gateway</h1>", { status: 502 });
  tap("CSV");
  await screen.findByText("That didn't work. Try again.");
});

test("an examination is written down, and without its form nothing is offered", async () => {
  const server = serve({
    "GET p/assessments": () => Response.json([]),
    "GET assessment-fields": [
      {
        name: "flexion_left",
        title: "Left",
        group: "Flexion-rotation test",
        kind: "number",
        unit: "°",
        low: 0,
        high: 90,
        choices: [],
      },
    ],
    "POST p/assessments": {},
  });
  const added = vi.fn();
  show(<AssessmentsCard id={PATIENT} onAdded={added} />);
  await screen.findByText(/None yet/);
  tap("New assessment");
  fill("Left (°)", "28");
  submit("Save the assessment");
  await waitFor(() => expect(added).toHaveBeenCalled());
  expect(server.sent[0]?.body).toMatchObject({ findings: { flexion_left: 28 } });
});
