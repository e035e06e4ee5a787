// Inviting, the team, and the clinic's settings.
import { fireEvent, screen, waitFor } from "@testing-library/preact";
import { afterEach, expect, test } from "vitest";
import { InvitePage } from "../src/clinic/team/InvitePage";
import { SettingsPage } from "../src/clinic/team/SettingsPage";
import { TeamPage } from "../src/clinic/team/TeamPage";
import { PATIENT, refusal, type Server, serve, show, showPage, tidyUp } from "./desk";

afterEach(tidyUp);

const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));
const fill = (label: string | RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const submit = (button: string) =>
  fireEvent.submit(screen.getByRole("button", { name: button }).closest("form") as HTMLFormElement);

const INVITATION = {
  patient_id: PATIENT,
  name: "Pia Moss",
  code: "ABCD-EFGH",
  link: "https://nod.test/app/welcome#x",
  qr: "",
  expires_at: "",
  expires_on: "2026-03-20",
  mailed: false,
};

test("a patient is invited by name, and a failed email is said with the code", async () => {
  const server = serve({ "POST invitations": INVITATION });
  showPage("/clinic/invite", InvitePage);
  fill("Name", "Pia Moss");
  fireEvent.change(screen.getByLabelText("Language of the app"), { target: { value: "es" } });
  fill(/^Email it to/, "pia@example.org");
  submit("Create invitation");
  await screen.findByText("ABCD-EFGH");
  screen.getByText(/The email couldn’t be sent/);
  expect(server.sent[0]?.body).toMatchObject({ name: "Pia Moss", language: "es", email: "pia@example.org" });
});

test("a second try after a lost answer carries the same id, so that nobody is invited twice", async () => {
  const ids: unknown[] = [];
  const server = serve();
  server.answers["POST invitations"] = () => {
    ids.push(server.sent.at(-1)?.body.id);
    if (ids.length === 1) throw new TypeError("the answer got lost");
    return INVITATION;
  };
  showPage("/clinic/invite", InvitePage);
  fill("Name", "Pia Moss");
  submit("Create invitation");
  await screen.findByText(/Nobody is invited twice/);
  submit("Create invitation");
  await screen.findByText("ABCD-EFGH");
  expect(ids[1]).toBe(ids[0]);
});

const TOM = {
  id: "t",
  name: "Tom",
  role: "therapist",
  unreached_since: "2026-03-01T09:00:00Z",
  away_until: "2026-04-01",
};

function serveTeam(): Server {
  return serve({
    "GET colleagues": [TOM],
    "GET discharged": [{ id: PATIENT, name: "Pia Moss", because: "Moved away", discharged_on: "2026-03-01" }],
    "GET digest": { daily_digest: true, unreached_since: null },
    "GET away": { away_until: null },
    "GET unattended": [],
    "GET emergency-access": () => Response.json([]),
  });
}

test("the team says who is away and whom email doesn't reach; a lead signs somebody out everywhere", async () => {
  const server = serveTeam();
  showPage("/clinic/team", () => <TeamPage isLead />);
  await screen.findByText(/away until/);
  screen.getByText(/Email hasn't reached Tom/);
  tap("Sign Tom out everywhere");
  await screen.findByText("Not found.");
  server.answers["POST colleagues/t/sign-out"] = { ended: 2 };
  tap("Sign Tom out everywhere");
  await screen.findByText("Signed out on all devices.");
});

test("a lead assigns a patient without a therapist; when a colleague was quicker, that is said", async () => {
  const server = serveTeam();
  server.answers["GET unattended"] = [{ id: PATIENT, name: "Pia Moss", before: ["Tara"] }];
  showPage("/clinic/team", () => <TeamPage isLead />);
  await screen.findByText(/was with Tara/);
  await screen.findByRole("option", { name: "Tom" });
  submit("Assign Pia Moss");
  await screen.findByText(/Someone has assigned this patient in the meantime/);
  server.answers[`POST unattended/${PATIENT}`] = () => {
    server.answers["GET unattended"] = [];
    return new Response(null, { status: 204 });
  };
  fireEvent.change(screen.getByLabelText("Who cares for Pia Moss"), { target: { value: "t" } });
  submit("Assign Pia Moss");
  await waitFor(() => expect(screen.queryByText("Patients without a therapist")).toBeNull());
  expect(server.sent.at(-1)?.body ?? server.sent.at(-2)?.body).toMatchObject({ colleague: "t" });
});

test("time away and the morning's email are saved, and a failure is said", async () => {
  const server = serveTeam();
  server.answers["PUT away"] = { away_until: "2026-04-10" };
  showPage("/clinic/team", () => <TeamPage isLead={false} />);
  await screen.findByLabelText("Last day away");
  fill("Last day away", "2026-04-10");
  submit("Save time away");
  await screen.findByText(/^Away until/);
  server.offline = true;
  fireEvent.click(screen.getByLabelText(/^Each morning/));
  await screen.findByText("Nothing was changed. Check your connection and try again.");
  expect((screen.getByLabelText(/^Each morning/) as HTMLInputElement).checked).toBe(true);
});

test("a discharged patient is taken back, and one that can't be stays on the list with the reason", async () => {
  const server = serveTeam();
  server.answers["DELETE p/discharge"] = () => refusal(409, "erased", "This record is being deleted.");
  showPage("/clinic/team", () => <TeamPage isLead={false} />);
  await screen.findByText("Moved away");
  tap("Take back into care");
  await screen.findByText("This record is being deleted.");
  screen.getByText("Moved away");
  server.answers["DELETE p/discharge"] = {};
  tap("Take back into care");
  await screen.findByText(`went to /clinic/patients/${PATIENT}`);
});

test("a record is opened in an emergency with a reason", async () => {
  const server = serveTeam();
  server.answers["POST emergency-access"] = { patient_id: PATIENT };
  showPage("/clinic/team", () => <TeamPage isLead={false} />);
  fill(/full name or email/, "Pia Moss");
  fill("Why it can’t wait", "Called with chest pain.");
  submit("Open for one hour");
  await screen.findByText(`went to /clinic/patients/${PATIENT}`);
  expect(server.sent[0]?.body).toMatchObject({ who: "Pia Moss", because: "Called with chest pain." });
});

const CLINIC = {
  name: "Neck Clinic",
  headache_min_minutes: 30,
  time_zone: "UTC",
  keeps_records_years: 7,
  phone: "555 0100",
  address: "",
  office_hours: [{ weekday: 0, opens: "08:00", closes: "17:00" }],
  emergency_number: "",
  emergency_after_minutes: 15,
};

test("a lead changes the clinic's settings and hours", async () => {
  const server = serve({ "GET clinic": CLINIC, "PATCH clinic": CLINIC });
  show(<SettingsPage canChange />);
  await screen.findByRole("heading", { name: "Neck Clinic" });
  fill("Phone for patients", "555 0199");
  fill(/count as a headache day/, "60");
  fireEvent.click(screen.getByLabelText("Friday"));
  fill("Friday, closes", "15:00");
  submit("Save");
  await screen.findByText("Saved. All numbers now use it.");
  expect(server.sent[0]?.body).toMatchObject({
    phone: "555 0199",
    headache_min_minutes: 60,
    office_hours: [CLINIC.office_hours[0], { weekday: 4, opens: "08:00", closes: "15:00" }],
  });
  server.offline = true;
  submit("Save");
  await screen.findByText(/You're offline. Nothing was changed./);
  expect(screen.queryByText("Saved. All numbers now use it.")).toBeNull();
});

test("others see the settings and can't change them; what can't be loaded is asked for again", async () => {
  const server = serve({ "GET clinic": CLINIC });
  server.offline = true;
  show(<SettingsPage canChange={false} />);
  await screen.findByText("The settings couldn't be loaded.");
  server.offline = false;
  tap("Try again");
  await waitFor(() => expect((screen.getByLabelText("Address") as HTMLInputElement).disabled).toBe(true));
  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
});
