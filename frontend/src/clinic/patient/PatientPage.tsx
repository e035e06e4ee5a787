// One patient: why to look, twelve weeks on one axis, the program, and the thread.
import { useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import { api } from "../../api/client";
import { EmergencyBanner } from "../EmergencyBanner";
import { useCard } from "../loading";
import { ProblemNote } from "../Problem";
import { askBuilder } from "../program-builder/use-builder";
import type { PatientPageData } from "../types";
import { BY_ITSELF, useLive } from "../work-list/live";
import { ReasonLine } from "../work-list/ReasonLine";
import { AssessmentsCard } from "./AssessmentsCard";
import { CareColumn, ProgramColumn } from "./Columns";
import { ConflictsCard } from "./ConflictsCard";
import { FindingsCard } from "./FindingsCard";
import { LogbookCard } from "./LogbookCard";
import { MeasuresCard } from "./MeasuresCard";
import { NumbersCard } from "./NumbersCard";
import { PatientHead } from "./PatientHead";
import { PhaseCard } from "./PhaseCard";
import { ReadOnly } from "./ReadOnly";
import { RedFlagsCard } from "./RedFlagsCard";
import { Renew } from "./Renew";
import { Tiles } from "./Tiles";
import { TimelineCard } from "./TimelineCard";

/** A page of its own for each patient, so that nothing typed about one stands on another's. */
export function PatientPage() {
  const { params } = useRoute();
  const id = params.id ?? "";
  return <Page key={id} id={id} />;
}

function usePatient(id: string) {
  const path = { params: { path: { patient_id: id } } };
  const page = useCard(
    "This page",
    (byItself) => api.GET("/api/v1/patients/{patient_id}", { ...path, headers: byItself ? BY_ITSELF : {} }),
    [id],
    "You're offline. Connect to load this page.",
  );
  const builder = useCard("The program", () => askBuilder(id), [id]);
  /** Raised when something was done that other cards show too. */
  const [changed, setChanged] = useState(0);
  /** Raised when the page was renewed: the thread goes along. */
  const [renewed, setRenewed] = useState(0);
  // What has come in since is shown without being asked for.
  useLive((byItself) => void page.load(byItself).then(() => setRenewed((before) => before + 1)));
  const touch = () => setChanged((before) => before + 1);
  /** After an act that changes the program: the page, the program and what stands on the axis. */
  const reload = async () => {
    await Promise.all([page.load(), builder.load()]);
    touch();
  };
  return { page, builder, changed, renewed, touch, reload };
}

function Page({ id }: { id: string }) {
  const patient = usePatient(id);
  const { data, problem, load } = patient.page;
  if (problem) {
    const text = problem.status === 404 ? "There is no such patient in your care." : problem.detail;
    return <ProblemNote text={text} onRetry={() => void load()} />;
  }
  if (!data) return <p class="soft">Loading…</p>;
  const { changed, renewed, touch, reload, builder } = patient;
  const isEmergency = data.emergency_until !== null;
  return (
    <>
      <EmergencyBanner until={data.emergency_until} />
      <PatientHead id={id} data={data} isEmergency={isEmergency} onNamed={load} />
      <WhyNow id={id} data={data} isEmergency={isEmergency} onDone={load} onDecided={reload} />
      <Tiles row={data.patient} />
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
                names={Object.fromEntries(
                  (builder.data?.program?.items ?? []).map((item) => [item.exercise, item.name]),
                )}
                onMarked={reload}
              />
            )}
          </ReadOnly>
          <MeasuresCard id={id} />
        </div>
      </div>
      <div class="columns">
        <ProgramColumn
          id={id}
          data={data}
          builder={builder}
          changed={changed}
          onSaved={load}
          onChanged={reload}
          onAdded={touch}
        />
        <CareColumn id={id} data={data} renewed={renewed} onSent={load} />
      </div>
      <ReadOnly when={isEmergency}>
        <AssessmentsCard id={id} onAdded={() => void reload()} />
      </ReadOnly>
    </>
  );
}

interface WhyProps {
  id: string;
  data: PatientPageData;
  isEmergency: boolean;
  onDone: () => Promise<void>;
  onDecided: () => Promise<void>;
}

/** What waits for somebody: the reasons, safety answers, findings and conflicts. */
function WhyNow({ id, data, isEmergency, onDone, onDecided }: WhyProps) {
  const { patient } = data;
  return (
    <>
      {patient.reasons.length > 0 && (
        <section class="card stack" aria-label="Flags">
          {patient.reasons.map((reason) => (
            <div key={reason.code}>
              <ReasonLine patient={id} reason={reason} call={patient.call} onDone={() => void onDone()} />
            </div>
          ))}
        </section>
      )}
      <ReadOnly when={isEmergency}>
        <RedFlagsCard
          id={id}
          flags={data.red_flags}
          proposes={data.findings.some((each) => each.id.startsWith("answer:"))}
          onCleared={onDone}
        />
        <FindingsCard id={id} findings={data.findings} onDecided={onDecided} />
        <ConflictsCard id={id} conflicts={data.conflicts} />
        {patient.status === "invited" && <Renew id={id} />}
      </ReadOnly>
    </>
  );
}
