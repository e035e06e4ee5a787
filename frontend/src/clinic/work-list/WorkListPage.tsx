// Who needs me today, and why. One table, most urgent first.
import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { api } from "../../api/client";
import { count } from "../count";
import { ProblemNote } from "../Problem";
import { isOpen, nameOf } from "../reasons";
import type { Row } from "../types";
import { day } from "../zones";
import { BY_ITSELF, useLive } from "./live";
import { FILTERS, type Filter, type SortKey, shownRows } from "./order";
import { ReasonLine } from "./ReasonLine";
import { Sparkline } from "./Sparkline";

const STATUS: Partial<Record<Row["status"], string>> = {
  invited: "Invited, not joined yet",
  discharged: "Discharged with an open safety answer",
};

/** How the list was looked at: it is the same after Back. In memory only, because a search holds a name. */
const view = signal({
  search: "",
  filter: "all" as Filter,
  reason: "",
  sort: "urgency" as SortKey,
});
/** How far down, in pixels; no signal, because nothing is drawn anew for it. */
let scrolled = 0;

function show(what: Partial<typeof view.value>): void {
  view.value = { ...view.peek(), ...what };
}

export function WorkListPage() {
  const [rows, setRows] = useState<Row[] | null>(null);
  const [failed, setFailed] = useState(false);
  const { wasPush } = useLocation() as { wasPush?: boolean };
  const { search, filter, reason, sort } = view.value;
  const isShown = rows !== null;
  useEffect(() => {
    if (!isShown) return;
    if (!wasPush) scrollTo(0, scrolled);
    const onScroll = () => {
      scrolled = scrollY;
    };
    addEventListener("scroll", onScroll, { passive: true });
    return () => removeEventListener("scroll", onScroll);
  }, [isShown]);
  const box = useRef<HTMLInputElement>(null);
  const table = useRef<HTMLTableElement>(null);
  const load = async (byItself = false) => {
    try {
      const { data } = await api.GET("/api/v1/work-list", { headers: byItself ? BY_ITSELF : {} });
      if (data) setRows(data);
      setFailed(!data);
    } catch {
      setFailed(true);
    }
  };
  useEffect(() => void load(), []);
  useLive((byItself) => void load(byItself));
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.target instanceof Element && event.target.closest("input, textarea, select")) return;
      if (event.key === "/") {
        event.preventDefault();
        box.current?.focus();
      }
      if (event.key === "j" || event.key === "k") moveFocus(table.current, event.key === "j" ? 1 : -1);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  if (failed && !rows)
    return <ProblemNote text="The work list couldn't be loaded." onRetry={() => void load()} />;
  if (!rows) return <p class="soft">Loading…</p>;
  const waiting = rows.filter((row) => row.reasons.some(isOpen)).length;
  const shown = shownRows(rows, search, filter, reason, sort);
  const codes = [...new Set(rows.flatMap((row) => row.reasons.map((each) => each.code)))];
  const heading = (key: SortKey, text: string) => (
    <th scope="col" aria-sort={sort === key ? "descending" : "none"}>
      <button
        type="button"
        class="sort"
        aria-pressed={sort === key}
        onClick={() => show({ sort: sort === key ? "urgency" : key })}
      >
        {text}
      </button>
    </th>
  );
  return (
    <>
      <div class="row between heading">
        <div>
          <h1>Work list</h1>
          <p class="soft" role="status">
            {waiting === 0
              ? "No patients need attention."
              : `${waiting} of ${count(rows.length, "patient")} ${waiting === 1 ? "needs" : "need"} attention.`}
            {failed && " The list couldn't be refreshed just now."}
          </p>
        </div>
        <label class="field search">
          <span class="visually-hidden">Search by name</span>
          <input
            ref={box}
            type="search"
            placeholder="Search by name  ( / )"
            value={search}
            onInput={(event) => show({ search: event.currentTarget.value })}
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
        <>
          <div class="row">
            {FILTERS.map(({ value, text }) => (
              <button
                key={value}
                type="button"
                class="chip"
                aria-pressed={filter === value}
                onClick={() => show({ filter: value })}
              >
                {text}
              </button>
            ))}
            <label class="field">
              <span class="visually-hidden">Reason</span>
              <select value={reason} onChange={(event) => show({ reason: event.currentTarget.value })}>
                <option value="">any reason</option>
                {codes.map((code) => (
                  <option key={code} value={code}>
                    {nameOf({ code })}
                  </option>
                ))}
              </select>
            </label>
            <span class="small soft keys">/ search · j and k go down and up · Enter opens</span>
          </div>
          <div class="card table-card cards">
            <table ref={table}>
              <thead>
                <tr>
                  {heading("name", "Patient")}
                  {heading("urgency", "Why now")}
                  {heading("headache", "Headache days of 28")}
                  <th scope="col">Last 28 days</th>
                  {heading("sessions", "Sessions in 7 days")}
                  {heading("heard", "Last heard")}
                </tr>
              </thead>
              <tbody>
                {shown.map((row) => (
                  <PatientRow key={row.id} row={row} onDone={() => void load()} />
                ))}
              </tbody>
            </table>
            {shown.length === 0 && (
              <p class="empty">
                {search
                  ? `No patient’s name contains “${search}”.`
                  : "No patients here. Choose “All” to see everyone."}
              </p>
            )}
          </div>
        </>
      )}
    </>
  );
}

/** Go to the next or the last patient's link, from wherever the focus is. */
function moveFocus(table: HTMLTableElement | null, by: number): void {
  const links = [...(table?.querySelectorAll<HTMLAnchorElement>("tbody th a") ?? [])];
  const row = document.activeElement?.closest("tr");
  const now = links.findIndex((link) => link.closest("tr") === row);
  links[Math.max(0, Math.min(links.length - 1, now + by))]?.focus();
}

function PatientRow({ row, onDone }: { row: Row; onDone: () => void }) {
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
