// One patient on the work list: why to look, and the figures.
import { isOpen } from "../reasons";
import type { Row } from "../types";
import { day } from "../zones";
import { HeadacheDays } from "./HeadacheDays";
import { ReasonLine } from "./ReasonLine";
import { Sparkline } from "./Sparkline";

const STATUS: Partial<Record<Row["status"], string>> = {
  invited: "Invited, not joined yet",
  discharged: "Discharged with an open safety answer",
};

export function PatientRow({ row, onDone }: { row: Row; onDone: () => void }) {
  return (
    <tr>
      <th scope="row">
        <a href={`/clinic/patients/${row.id}`}>{row.name}</a>
        <span class="small soft">{STATUS[row.status] ?? row.program ?? "No program"}</span>
      </th>
      <td>
        <ul class="reasons">
          {row.reasons.map((reason) => (
            <li key={reason.code} class={isOpen(reason) ? "" : "seen"}>
              <ReasonLine patient={row.id} reason={reason} call={row.call} onDone={onDone} />
            </li>
          ))}
        </ul>
        {row.reasons.length === 0 && <span class="soft">–</span>}
      </td>
      <td class="figure-cell" data-label="Headache days of 28">
        <HeadacheDays row={row} />
      </td>
      <td data-label="Last 28 days">
        <Sparkline pains={row.recent} headaches={row.recent_headaches} />
      </td>
      <td class="figure-cell" data-label="Sessions in 7 days">
        {row.sessions_7d}
      </td>
      <td data-label="Last heard">
        {row.last_heard_on ? day(row.last_heard_on) : <span class="soft">never</span>}
      </td>
    </tr>
  );
}
