// One patient: why to look, twelve weeks on one axis, the program, and the thread.

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import { api } from "../../api/client";
import { Sheet } from "../../ui/Sheet";
import { EmergencyBanner } from "../EmergencyBanner";
import { ProblemNote } from "../Problem";
import { fetchBuilder } from "../program-builder/use-builder";
import { detailOf, useSending } from "../sending";
import { InvitationCard } from "../team/InvitationCard";
import type { Invitation, PatientPageData, RunningProgram } from "../types";
import { BY_ITSELF, useLive } from "../work-list/live";
import { ReasonLine } from "../work-list/ReasonLine";
import { HeadacheDays } from "../work-list/WorkListPage";
import { day } from "../zones";
import { AssessmentsCard } from "./AssessmentsCard";
import { CareCard } from "./CareCard";
import { ConflictsCard } from "./ConflictsCard";
import { ContactCard } from "./ContactCard";
import { DetailsCard } from "./DetailsCard";
import { FindingsCard } from "./FindingsCard";
import { HistoryCard } from "./HistoryCard";
import { LogbookCard } from "./LogbookCard";
import { MeasuresCard } from "./MeasuresCard";
import { NotesCard } from "./NotesCard";
import { NumbersCard } from "./NumbersCard";
import { PhaseCard } from "./PhaseCard";
import { ProgramCard } from "./ProgramCard";
import { RecordCard } from "./RecordCard";
import { RedFlagsCard } from "./RedFlagsCard";
import { Thread } from "./Thread";
import { TimelineCard } from "./TimelineCard";
import { TreatmentsCard } from "./TreatmentsCard";

/** A page of its own for each patient, so that nothing typed about one stands on another's. */
export function PatientPage() {
  const { params } = useRoute();
  const id = params.id ?? "";
  return <Page key={id} id={id} />;
}

function Page({ id }: { id: string }) {
  const [data, setData] = useState<PatientPageData | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  /** Raised when something was done that other cards show too. */
  const [changed, setChanged] = useState(0);
  const [renewed, setRenewed] = useState(0);
  const touch = () => setChanged((before) => before + 1);
  const [program, setProgram] = useState<RunningProgram | null | "loading">("loading");
  const loadProgram = async () => setProgram((await fetchBuilder(id).catch(() => null))?.program ?? null);
  useEffect(() => void loadProgram(), [id]);

  const load = async (byItself = false) => {
    try {
      const { data, response } = await api.GET("/api/v1/patients/{patient_id}", {
        params: { path: { patient_id: id } },
        headers: byItself ? BY_ITSELF : {},
      });
      if (data) {
        setFault(null);
        setData(data);
      } else if (!byItself)
        setFault(
          response.status === 404
            ? "There is no such patient in your care."
            : "This page couldn't be loaded.",
        );
    } catch {
      if (!byItself) setFault("You're offline. Connect to load this page.");
    }
  };
  useEffect(() => void load(), [id]);
  // What has come in since is shown without being asked for; the thread goes along.
  useLive((byItself) => void load(byItself).then(() => setRenewed((before) => before + 1)));
  /** After an act that changes the program: the page, the program and what stands on the axis. */
  const reload = async () => {
    await Promise.all([load(), loadProgram()]);
    touch();
  };
  if (fault) return <ProblemNote text={fault} onRetry={() => void load()} />;
  if (!data) return <p class="soft">Loading…</p>;
  const { patient } = data;
  const isEmergency = data.emergency_until !== null;
  return (
    <>
      <EmergencyBanner until={data.emergency_until} />
      <div class="row between heading">
        <div>
          <p class="small">
            <a href="/clinic/">‹ Work list</a>
          </p>
          <h1>{patient.name}</h1>
          {!isEmergency && <NameTools id={id} name={patient.name} onDone={() => load()} />}
          <p class="soft">
            {patient.status === "discharged" && "Discharged · "}
            {patient.program
              ? `${patient.program}${data.phase ? ` · ${data.phase.name}` : ""}`
              : "No program yet"}{" "}
            · {data.time_zone}
            {data.contact.birth_on && ` · Born ${data.contact.birth_on}`}
            {data.contact.record_number && ` · Record ${data.contact.record_number}`}
          </p>
        </div>
        {!isEmergency && (
          <a class="button" href={`/clinic/patients/${id}/assign`}>
            {patient.program ? "Assign another program" : "Assign a program"}
          </a>
        )}
      </div>
      {patient.reasons.length > 0 && (
        <section class="card stack" aria-label="Flags">
          {patient.reasons.map((reason) => (
            <div key={reason.code}>
              <ReasonLine patient={id} reason={reason} call={patient.call} onDone={() => void load()} />
            </div>
          ))}
        </section>
      )}
      <ReadOnly when={isEmergency}>
        <RedFlagsCard
          id={id}
          flags={data.red_flags}
          proposes={data.findings.some((each) => each.id.startsWith("answer:"))}
          onCleared={load}
        />
        <FindingsCard id={id} findings={data.findings} onDecided={reload} />
        <ConflictsCard id={id} conflicts={data.conflicts} />
        {patient.status === "invited" && <Renew id={id} />}
      </ReadOnly>
      <section class="tiles">
        <div class="card tile">
          <h2>Headache days of 28</h2>
          <HeadacheDays row={patient} />
        </div>
        <div class="card tile">
          <h2>Sessions in 7 days</h2>
          <b>{patient.sessions_7d}</b>
        </div>
        <div class="card tile">
          <h2>Last heard</h2>
          <b>{patient.last_heard_on ? day(patient.last_heard_on) : "never"}</b>
        </div>
      </section>
      <TimelineCard id={id} changed={changed} />
      <LogbookCard id={id} />
      <div class="columns">
        <NumbersCard numbers={data.numbers} />
        <div class="stack">
          <ReadOnly when={isEmergency}>
            {data.phase && (
              <PhaseCard
                id={id}
                phase={data.phase}
                names={
                  program && program !== "loading"
                    ? Object.fromEntries(program.items.map((item) => [item.exercise, item.name]))
                    : {}
                }
                onMarked={reload}
              />
            )}
          </ReadOnly>
          <MeasuresCard id={id} />
        </div>
      </div>
      <div class="columns">
        <div class="stack">
          <ReadOnly when={isEmergency}>
            <ProgramCard
              id={id}
              program={program}
              answers={data.red_flags}
              isReadOnly={isEmergency}
              onChanged={reload}
            />
            <HistoryCard id={id} changed={changed} />
            <ContactCard id={id} contact={data.contact} onSaved={load} />
            <DetailsCard
              key={data.details.precautions.join()}
              id={id}
              details={data.details}
              onSaved={reload}
            />
            <TreatmentsCard id={id} onAdded={touch} />
          </ReadOnly>
        </div>
        <div class="stack">
          <RecordCard id={id} zone={data.time_zone} hasProgram={patient.program !== null} />
          <Thread id={id} zone={data.time_zone} changed={renewed} onSent={load} />
          <NotesCard id={id} />
          {!isEmergency && <CareCard id={id} name={patient.name} reasons={patient.reasons} />}
        </div>
      </div>
      <ReadOnly when={isEmergency}>
        <AssessmentsCard id={id} onAdded={() => void reload()} />
      </ReadOnly>
    </>
  );
}

function NameTools({ id, name, onDone }: { id: string; name: string; onDone: () => Promise<void> }) {
  const [open, setOpen] = useState(false);
  const { isBusy, problem, send } = useSending();
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const body = { name: String(form.get("name")), because: String(form.get("because")) };
    void send(
      (sent) =>
        api.PUT("/api/v1/patients/{patient_id}/name", {
          params: { path: { patient_id: id } },
          body: { id: sent, ...body },
        }),
      async () => {
        setOpen(false);
        await onDone();
      },
    );
  };
  return (
    <>
      <button type="button" class="button-quiet small flush" onClick={() => setOpen(true)}>
        Correct the name
      </button>
      {open && (
        <Sheet title="Correct the name" onClose={() => setOpen(false)}>
          <form class="stack" onSubmit={save}>
            <label class="field">
              <span>Name</span>
              <input name="name" required maxLength={120} defaultValue={name} autocomplete="off" />
            </label>
            <label class="field">
              <span>Why?</span>
              <input name="because" required minLength={5} maxLength={300} autocomplete="off" />
            </label>
            {problem && (
              <p class="fault" role="alert">
                {detailOf(problem)}
              </p>
            )}
            <button type="submit" class="button" disabled={isBusy}>
              Save the name
            </button>
            <button type="button" class="button-soft" onClick={() => setOpen(false)}>
              Cancel
            </button>
          </form>
        </Sheet>
      )}
    </>
  );
}

/** What cannot be changed now: shown, with every control in it disabled. */
function ReadOnly({ when, children }: { when: boolean; children: ComponentChildren }) {
  return (
    <fieldset class="read-only" disabled={when}>
      {children}
    </fieldset>
  );
}

function Renew({ id }: { id: string }) {
  const [made, setMade] = useState<Invitation | null>(null);
  const { isBusy, problem, send } = useSending("You're offline. No code was created. Try again.");
  const renew = () =>
    send(
      (sent) =>
        api.POST("/api/v1/patients/{patient_id}/invitation", {
          params: { path: { patient_id: id } },
          body: { id: sent },
        }),
      (invitation) => setMade(invitation ?? null),
    );
  if (made) return <InvitationCard invitation={made} />;
  return (
    <section class="card row between">
      <p>This patient has not joined yet.</p>
      {problem && (
        <p class="fault" role="alert">
          {problem.detail}
        </p>
      )}
      <button type="button" class="button-soft" disabled={isBusy} onClick={() => void renew()}>
        Create a new code
      </button>
    </section>
  );
}
