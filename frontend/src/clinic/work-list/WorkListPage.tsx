// Who needs me today, and why. One table, most urgent first.
import { useEffect, useState } from "preact/hooks";
import { api } from "../../api/client";
import { ProblemNote } from "../Problem";
import { day, explain, nameOf } from "../reasons";
import type { Row } from "../types";
import { Sparkline } from "./Sparkline";

export function WorkListPage() {
  const [rows, setRows] = useState<Row[] | null>(null);
  const [failed, setFailed] = useState(false);
  const [search, setSearch] = useState("");
  const load = async () => {
    setFailed(false);
    try {
      const { data } = await api.GET("/api/v1/work-list");
      if (data) setRows(data);
      else setFailed(true);
    } catch {
      setFailed(true);
    }
  };
  useEffect(() => void load(), []);

  if (failed) return <ProblemNote text="The work list could not be loaded." onRetry={() => void load()} />;
  if (!rows) return <p class="soft">Loading…</p>;
  const waiting = rows.filter((row) => row.reasons.some((reason) => !reason.acknowledged_at)).length;
  const shown = rows.filter((row) => row.name.toLowerCase().includes(search.trim().toLowerCase()));
  return (
    <>
      <div class="row between heading">
        <div>
          <h1>Work list</h1>
          <p class="soft">
            {waiting === 0
              ? "Nobody is waiting for you."
              : `${waiting} of ${rows.length} patients need a look.`}
          </p>
        </div>
        <label class="field search">
          <span class="visually-hidden">Search by name</span>
          <input
            type="search"
            placeholder="Search by name"
            value={search}
            onInput={(event) => setSearch(event.currentTarget.value)}
          />
        </label>
      </div>
      {rows.length === 0 ? (
        <div class="card stack">
          <h2>No patients yet</h2>
          <p>Invite your first patient: you get a code and a QR code to hand over.</p>
          <a class="button" href="/clinic/invite">
            Invite a patient
          </a>
        </div>
      ) : (
        <div class="card table-card cards">
          <table>
            <thead>
              <tr>
                <th scope="col">Patient</th>
                <th scope="col">Why now</th>
                <th scope="col">Headache days of 28</th>
                <th scope="col">Last 28 days</th>
                <th scope="col">Sessions in 7 days</th>
                <th scope="col">Last heard</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <PatientRow key={row.id} row={row} />
              ))}
            </tbody>
          </table>
          {shown.length === 0 && <p class="empty">No patient's name contains “{search}”.</p>}
        </div>
      )}
    </>
  );
}

function PatientRow({ row }: { row: Row }) {
  return (
    <tr>
      <th scope="row">
        <a href={`/clinic/patients/${row.id}`}>{row.name}</a>
        <span class="small soft">
          {row.status === "invited" ? "Invited, not joined yet" : (row.program ?? "No program yet")}
        </span>
      </th>
      <td>
        <ul class="reasons">
          {row.reasons.map((reason) => (
            <li key={reason.code} class={reason.acknowledged_at ? "seen" : ""}>
              <b class="tag" data-code={reason.code}>
                {nameOf(reason)}
              </b>
              <span class="small">{explain(reason)}</span>
            </li>
          ))}
        </ul>
        {row.reasons.length === 0 && <span class="soft">–</span>}
      </td>
      <td class="figure-cell" data-label="Headache days of 28">
        <HeadacheDays row={row} />
      </td>
      <td data-label="Last 28 days">
        <Sparkline values={row.recent} />
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

/** The number with its quality in words, and the counts it comes from. */
export function HeadacheDays({ row }: { row: Row }) {
  if (row.monthly_headache_days === null)
    return <span class="soft small">too few days recorded ({row.recorded_days})</span>;
  const about = row.quality === "estimated" ? "about " : "";
  return (
    <>
      <b>
        {about}
        {row.monthly_headache_days.toFixed(1)}
      </b>
      <span class="small soft">
        {row.headache_days} of {row.recorded_days} recorded
      </span>
    </>
  );
}
