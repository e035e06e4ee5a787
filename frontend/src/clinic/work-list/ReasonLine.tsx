// One reason to look: its name, the figures behind it, what the patient said, and what can be done about it.
import { CallLine } from "../CallLine";
import { explain, nameOf, urgencyOf } from "../reasons";
import type { Reason, Row } from "../types";
import { ReasonTools } from "./ReasonTools";

interface Props {
  patient: string;
  reason: Reason;
  call: Row["call"];
  onDone: () => void;
}

export function ReasonLine({ patient, reason, call, onDone }: Props) {
  return (
    <>
      <b class="tag" data-code={reason.code} data-urgency={urgencyOf(reason)}>
        {nameOf(reason)}
      </b>
      {reason.texts.length > 0 && (
        <ul class="said">
          {reason.texts.map((text) => (
            <li key={text}>{reason.code === "asked_for_help" ? `“${text}”` : text}</li>
          ))}
        </ul>
      )}
      <span class="small">{explain(reason)}</span>
      {reason.code === "step_back" && (
        <a
          class="button-quiet"
          href={`/clinic/patients/${patient}/program?step_back=${(reason.evidence.exercises as string[]).join()}`}
        >
          Draft a step back
        </a>
      )}
      {reason.code === "red_flag" && <CallLine call={call} />}
      <ReasonTools patient={patient} reason={reason} onDone={onDone} />
    </>
  );
}
