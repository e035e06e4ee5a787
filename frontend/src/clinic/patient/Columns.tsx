// The lower half of the patient's page: what is changed about the program, and what goes on around it.
import type { Loaded } from "../../ui/request";
import type { Builder, PatientPageData } from "../types";
import { CareCard } from "./CareCard";
import { ContactCard } from "./ContactCard";
import { DetailsCard } from "./DetailsCard";
import { HistoryCard } from "./HistoryCard";
import { NotesCard } from "./NotesCard";
import { ProgramCard } from "./ProgramCard";
import { ReadOnly } from "./ReadOnly";
import { RecordCard } from "./RecordCard";
import { Thread } from "./Thread";
import { TreatmentsCard } from "./TreatmentsCard";

interface ProgramProps {
  id: string;
  data: PatientPageData;
  builder: Loaded<Builder>;
  changed: number;
  /** After an act that only this page shows, one that changes the program, and one that stands on the axis. */
  onSaved: () => Promise<void>;
  onChanged: () => Promise<void>;
  onAdded: () => void;
}

export function ProgramColumn({ id, data, builder, changed, onSaved, onChanged, onAdded }: ProgramProps) {
  const isEmergency = data.emergency_until !== null;
  return (
    <div class="stack">
      <ReadOnly when={isEmergency}>
        <ProgramCard
          id={id}
          builder={builder}
          answers={data.red_flags}
          isReadOnly={isEmergency}
          onChanged={onChanged}
        />
        <HistoryCard id={id} changed={changed} />
        <ContactCard id={id} contact={data.contact} onSaved={onSaved} />
        <DetailsCard
          key={data.details.precautions.join()}
          id={id}
          details={data.details}
          onSaved={onChanged}
        />
        <TreatmentsCard id={id} onAdded={onAdded} />
      </ReadOnly>
    </div>
  );
}

interface CareProps {
  id: string;
  data: PatientPageData;
  renewed: number;
  onSent: () => Promise<void>;
}

export function CareColumn({ id, data, renewed, onSent }: CareProps) {
  const { patient, time_zone: zone } = data;
  return (
    <div class="stack">
      <RecordCard id={id} zone={zone} hasProgram={patient.program !== null} />
      <Thread id={id} zone={zone} changed={renewed} onSent={onSent} />
      <NotesCard id={id} />
      {data.emergency_until === null && <CareCard id={id} name={patient.name} reasons={patient.reasons} />}
    </div>
  );
}
