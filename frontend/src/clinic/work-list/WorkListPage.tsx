// Who needs me today, and why. One table, most urgent first.
import type { RefObject } from "preact";
import { useRef } from "preact/hooks";
import { api } from "../../api/client";
import { count } from "../count";
import { useCard } from "../loading";
import { LoadProblem } from "../Problem";
import { isOpen, nameOf } from "../reasons";
import type { Row } from "../types";
import { BY_ITSELF, useLive } from "./live";
import { FILTERS, type SortKey, shownRows } from "./order";
import { PatientRow } from "./PatientRow";
import { show, useKeys, useScrolled, view } from "./view";

export function WorkListPage() {
  const list = useCard(
    "The work list",
    (byItself) => api.GET("/api/v1/work-list", { headers: byItself ? BY_ITSELF : {} }),
    [],
  );
  const { data: rows, isOld, load } = list;
  const box = useRef<HTMLInputElement>(null);
  const table = useRef<HTMLTableElement>(null);
  useScrolled(rows !== null);
  useLive((byItself) => void load(byItself));
  useKeys(box, table);
  if (!rows) return list.problem ? <LoadProblem of={list} /> : <p class="soft">Loading…</p>;
  return (
    <>
      <Head rows={rows} isOld={isOld} box={box} />
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
          <Filters rows={rows} />
          <Table rows={rows} table={table} onDone={() => void load()} />
        </>
      )}
    </>
  );
}

interface HeadProps {
  rows: Row[];
  isOld: boolean;
  box: RefObject<HTMLInputElement | null>;
}

function Head({ rows, isOld, box }: HeadProps) {
  const waiting = rows.filter((row) => row.reasons.some(isOpen)).length;
  return (
    <div class="row between heading">
      <div>
        <h1>Work list</h1>
        <p class="soft" role="status">
          {waiting === 0
            ? "No patients need attention."
            : `${waiting} of ${count(rows.length, "patient")} ${waiting === 1 ? "needs" : "need"} attention.`}
          {isOld && " The list couldn't be refreshed just now."}
        </p>
      </div>
      <label class="field search">
        <span class="visually-hidden">Search by name</span>
        <input
          ref={box}
          type="search"
          placeholder="Search by name  ( / )"
          value={view.value.search}
          onInput={(event) => show({ search: event.currentTarget.value })}
        />
      </label>
    </div>
  );
}

function Filters({ rows }: { rows: Row[] }) {
  const { filter, reason } = view.value;
  const codes = [...new Set(rows.flatMap((row) => row.reasons.map((each) => each.code)))];
  return (
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
  );
}

interface TableProps {
  rows: Row[];
  table: RefObject<HTMLTableElement | null>;
  onDone: () => void;
}

function Table({ rows, table, onDone }: TableProps) {
  const { search, filter, reason, sort } = view.value;
  const shown = shownRows(rows, search, filter, reason, sort);
  return (
    <div class="card table-card cards">
      <table ref={table}>
        <thead>
          <tr>
            <Heading sortBy="name" text="Patient" />
            <Heading sortBy="urgency" text="Why now" />
            <Heading sortBy="headache" text="Headache days of 28" />
            <th scope="col">Last 28 days</th>
            <Heading sortBy="sessions" text="Sessions in 7 days" />
            <Heading sortBy="heard" text="Last heard" />
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <PatientRow key={row.id} row={row} onDone={onDone} />
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
  );
}

function Heading({ sortBy, text }: { sortBy: SortKey; text: string }) {
  const { sort } = view.value;
  return (
    <th scope="col" aria-sort={sort === sortBy ? "descending" : "none"}>
      <button
        type="button"
        class="sort"
        aria-pressed={sort === sortBy}
        onClick={() => show({ sort: sort === sortBy ? "urgency" : sortBy })}
      >
        {text}
      </button>
    </th>
  );
}
