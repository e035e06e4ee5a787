// Who it is: name, program, zone, and what tells the patient from another of the same name.
import type { PatientPageData } from "../types";
import { NameTools } from "./NameTools";

interface Props {
  id: string;
  data: PatientPageData;
  isEmergency: boolean;
  onNamed: () => Promise<void>;
}

export function PatientHead({ id, data, isEmergency, onNamed }: Props) {
  const { patient, contact, phase } = data;
  return (
    <div class="row between heading">
      <div>
        <p class="small">
          <a href="/clinic/">‹ Work list</a>
        </p>
        <h1>{patient.name}</h1>
        {!isEmergency && <NameTools id={id} name={patient.name} onDone={onNamed} />}
        <p class="soft">
          {patient.status === "discharged" && "Discharged · "}
          {patient.program ? `${patient.program}${phase ? ` · ${phase.name}` : ""}` : "No program yet"} ·{" "}
          {data.time_zone}
          {contact.birth_on && ` · Born ${contact.birth_on}`}
          {contact.record_number && ` · Record ${contact.record_number}`}
        </p>
      </div>
      {!isEmergency && (
        <a class="button" href={`/clinic/patients/${id}/assign`}>
          {patient.program ? "Assign another program" : "Assign a program"}
        </a>
      )}
    </div>
  );
}
