// Putting a program together, publishing it, and pausing or ending what runs.
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/preact";
import { afterEach, expect, test, vi } from "vitest";
import { PhaseCard } from "../src/clinic/patient/PhaseCard";
import { ProgramCard } from "../src/clinic/patient/ProgramCard";
import { AssignPage } from "../src/clinic/program-builder/AssignPage";
import { EditPage } from "../src/clinic/program-builder/EditPage";
import type { Builder } from "../src/clinic/types";
import {
  builder,
  inCatalogue,
  PATIENT,
  refusal,
  running,
  type Server,
  serve,
  show,
  showPage,
  TEMPLATE,
  tidyUp,
} from "./desk";

afterEach(tidyUp);

const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));
const submit = (button: string) =>
  fireEvent.submit(screen.getByRole("button", { name: button }).closest("form") as HTMLFormElement);
const AT = `/clinic/patients/${PATIENT}`;
const NOD = inCatalogue("nod", "Head nod", { harder: ["lift"] });
const LIFT = inCatalogue("lift", "Head lift", { contraindications: ["osteoporosis"], easier: ["nod"] });

function serveBuilder(change: Partial<Builder> = {}): Server {
  return serve({
    "GET p/program": builder(change),
    "GET exercises": [NOD, LIFT, inCatalogue("turn", "Head turn")],
    "GET templates": [TEMPLATE],
  });
}

const lines = () => screen.getAllByRole("heading", { level: 3 }).map((each) => each.textContent);

test("a program is assigned from a template, with what was changed in it", async () => {
  const server = serveBuilder({ program: null });
  server.answers["POST p/programs"] = { program_id: "p" };
  showPage(`${AT}/assign`, AssignPage);
  await screen.findByRole("heading", { name: "Head nod" });
  fireEvent.change(screen.getByLabelText("Phase"), { target: { value: "2" } });
  expect(lines()).toEqual(["Head lift"]);
  fireEvent.input(screen.getByLabelText("Sets"), { target: { value: "3" } });
  fireEvent.input(screen.getByLabelText("A note to the patient (optional)"), {
    target: { value: "Slowly." },
  });
  submit("Publish the program");
  await screen.findByText(`went to ${AT}`);
  expect(server.sent[0]).toMatchObject({
    what: "POST p/programs",
    body: { protocol: "basics", phase: 2, note: "Slowly.", items: [{ exercise: "lift", sets: 3 }] },
  });
});

test("an exercise that a precaution speaks against needs a reason", async () => {
  serveBuilder({ program: null, precautions: ["osteoporosis"] });
  showPage(`${AT}/assign`, AssignPage);
  await screen.findByRole("heading", { name: "Head nod" });
  tap("Add an exercise");
  fireEvent.click(screen.getByLabelText("Only exercises without a contraindication"));
  tap(/Head lift/);
  const why = await screen.findByLabelText(/Not for this patient: osteoporosis/);
  fireEvent.input(why, { target: { value: "Light, and supervised." } });
  expect((why as HTMLInputElement).value).toBe("Light, and supervised.");
  expect(lines()).toEqual(["Head nod", "Head lift"]);
});

test("lines are moved, swapped and removed, and the change is told before it is published", async () => {
  const server = serveBuilder();
  server.answers["POST p/program"] = { version_id: "v2" };
  showPage(`${AT}/program`, EditPage);
  await screen.findByRole("heading", { name: "Head turn" });
  tap("Move Head nod down");
  expect(lines()).toEqual(["Head turn", "Head nod"]);
  fireEvent.change(screen.getByLabelText("Swap Head nod"), { target: { value: "lift" } });
  tap("Remove Head turn");
  expect(lines()).toEqual(["Head lift"]);
  expect(screen.getAllByText("Removed")).toHaveLength(2);
  submit("Publish version 2");
  await screen.findByText(`went to ${AT}`);
  expect(server.sent[0]?.body).toMatchObject({ base: "v1", items: [{ exercise: "lift" }] });
});

test("a colleague's version is shown beside the draft, which can be published after it", async () => {
  const server = serveBuilder();
  server.answers["POST p/program"] = () => {
    const theirs = running({
      version_id: "v2",
      number: 2,
      published_by: "Tom",
      items: running().items.slice(0, 1),
    });
    server.answers["GET p/program"] = builder({ program: theirs });
    return refusal(409, "newer_version", "There is a newer version.");
  };
  showPage(`${AT}/program`, EditPage);
  await screen.findByRole("heading", { name: "Head turn" });
  fireEvent.input(screen.getAllByLabelText("Sets")[0] as HTMLElement, { target: { value: "2" } });
  submit("Publish version 2");
  await screen.findByRole("heading", { name: "Tom changed the program meanwhile" });
  tap("Keep my draft and publish it after theirs");
  server.answers["POST p/program"] = { version_id: "v3" };
  const button = screen.getByRole("button", { name: "Publish version 3" }) as HTMLButtonElement;
  await waitFor(() => expect(button.disabled).toBe(false));
  submit("Publish version 3");
  await screen.findByText(`went to ${AT}`);
  expect(server.sent.at(-1)?.body).toMatchObject({ base: "v2", items: [{ sets: 2 }, { exercise: "turn" }] });
});

test("the next phase is opened as the template has it, and a step back halves what hurt", async () => {
  serveBuilder();
  showPage(`${AT}/program?phase=next`, EditPage);
  await screen.findByRole("heading", { name: "Head lift" });
  cleanup();
  showPage(`${AT}/program?step_back=turn`, EditPage);
  await screen.findByRole("heading", { name: "Head turn" });
  const reps = screen.getAllByLabelText("Repetitions") as HTMLInputElement[];
  expect(reps.map(({ value }) => value)).toEqual(["10", "5"]);
});

test("a builder that can't be loaded is asked for again", async () => {
  const server = serveBuilder();
  const { "GET templates": templates } = server.answers;
  delete server.answers["GET templates"];
  showPage(`${AT}/program`, EditPage);
  await screen.findByText("The builder couldn't be loaded.");
  server.answers["GET templates"] = templates as object;
  tap("Try again");
  await screen.findByRole("heading", { name: "Change the program" });
});

const loaded = (program: Builder["program"]) => ({
  data: builder({ program }),
  problem: null,
  isOld: false,
  load: async () => undefined,
  setData: () => undefined,
});

test("a program is paused with a reason and a date, and resumed again after a failure", async () => {
  const changed = vi.fn(async () => undefined);
  const server = serve({
    "POST p/program/pause": {},
    "DELETE p/program/pause": () => new Response(null, { status: 204 }),
  });
  const card = (program: Builder["program"]) =>
    show(
      <ProgramCard
        id={PATIENT}
        builder={loaded(program)}
        answers={[]}
        isReadOnly={false}
        onChanged={changed}
      />,
    );
  card(running());
  tap("Pause");
  fireEvent.input(screen.getByLabelText("Why?"), { target: { value: "Surgery" } });
  fireEvent.input(screen.getByLabelText(/Until when/), { target: { value: "2026-04-01" } });
  submit("Pause now");
  await waitFor(() => expect(changed).toHaveBeenCalledTimes(1));
  expect(server.sent[0]?.body).toMatchObject({ because: "Surgery", planned_until: "2026-04-01" });
  cleanup();
  card(running({ paused_since: "2026-03-01", paused_because: "Surgery" }));
  server.offline = true;
  tap("Resume");
  await screen.findByText(/You're offline. Nothing was changed./);
  server.offline = false;
  tap("Try again");
  await waitFor(() => expect(changed).toHaveBeenCalledTimes(2));
});

test("a program that couldn't be loaded is not said to be none", () => {
  const failed = {
    ...loaded(null),
    data: null,
    problem: { status: 0, code: "offline", detail: "The program couldn't be loaded." },
  };
  show(
    <ProgramCard
      id={PATIENT}
      builder={failed}
      answers={[]}
      isReadOnly={false}
      onChanged={async () => undefined}
    />,
  );
  screen.getByText("The program couldn't be loaded.");
  expect(screen.queryByText(/No program yet/)).toBeNull();
});

test("a rule of the phase is ticked by hand, and the next phase declined with a reason", async () => {
  const marked = vi.fn(async () => undefined);
  const server = serve({ "PUT p/program/marks": {}, "POST p/program/decline": {} });
  const rule = {
    rule: "checklist",
    met: false,
    found: {},
    marks: [{ name: "checklist", about: "desk" }],
    about: "desk",
  };
  const phase = { number: 1, name: "Start", is_done: true, next_name: "Build", rules: [rule] };
  show(<PhaseCard id={PATIENT} phase={phase as never} names={{}} onMarked={marked} />);
  tap(/^Mark as done/);
  await waitFor(() => expect(marked).toHaveBeenCalledTimes(1));
  expect(server.sent[0]?.body).toEqual({ name: "checklist", about: "desk", done: true });
  tap("Not yet");
  fireEvent.input(screen.getByLabelText(/Why not yet/), { target: { value: "Still sore." } });
  submit("Decline");
  await waitFor(() => expect(server.sent[1]?.body).toMatchObject({ because: "Still sore." }));
});
