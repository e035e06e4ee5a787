// One page before the visit, and the program on paper: to print, and as PDF, CSV and FHIR.
import { useState } from "preact/hooks";
import { api } from "../../api/client";
import { saveFile } from "../../platform/save";
import { Fault } from "../Problem";
import { useSending } from "../sending";
import type { Look } from "../types";
import { dayAt } from "../zones";

interface Props {
  id: string;
  hasProgram: boolean;
  zone: string;
}

const FILES = [
  { path: "report/pdf", text: "PDF", name: "report.pdf" },
  { path: "report/csv", text: "CSV", name: "report.csv" },
  { path: "report/fhir", text: "FHIR", name: "report.fhir.json" },
];

export function RecordCard({ id, hasProgram, zone }: Props) {
  const { isBusy, problem, send } = useSending("You're offline. Try again.");
  const [wanted, setWanted] = useState("");
  const at = (path: string) => `/api/v1/patients/${id}/${path}`;
  const save = (path: string, name: string) => {
    setWanted(path);
    void send(
      async () => {
        const response = await fetch(at(path));
        return response.ok ? { data: await response.blob() } : { error: await jsonIn(response) };
      },
      (file) => file && saveFile(file, name),
    );
  };
  const button = (path: string, text: string, name: string) => (
    <button type="button" key={path} class="button-soft" disabled={isBusy} onClick={() => save(path, name)}>
      {isBusy && wanted === path ? "Preparing…" : text}
    </button>
  );
  return (
    <section class="card stack">
      <h2>Report</h2>
      <p class="small soft">One page with the last 28 days, twelve weeks on one axis, and what changed.</p>
      <div class="row">
        <a class="button" href={at("report")} target="_blank" rel="noreferrer">
          Open the report
        </a>
        {FILES.map(({ path, text, name }) => button(path, text, name))}
      </div>
      {hasProgram && (
        <>
          <h3>The program on paper</h3>
          <p class="small soft">In the patient's language, with figures.</p>
          <div class="row">
            <a class="button-soft" href={at("handout")} target="_blank" rel="noreferrer">
              Open the handout
            </a>
            {button("handout/pdf", "Handout as PDF", "handout.pdf")}
          </div>
        </>
      )}
      <Looks id={id} zone={zone} />
      <Fault problem={problem} />
    </section>
  );
}

/** What a refusal says; a proxy's page says nothing to us. */
const jsonIn = (response: Response): Promise<unknown> => response.json().catch(() => "");

/** How many the server gives at a time (backend/rights/looks.py). */
const PAGE = 200;

function Looks({ id, zone }: { id: string; zone: string }) {
  const [looks, setLooks] = useState<Look[] | null>(null);
  const [isWhole, setWhole] = useState(true);
  const { problem, retry, send } = useSending("You're offline. Connect to see who looked at this record.");
  const load = () => {
    const last = looks?.at(-1);
    const query = last ? { before: last.id } : {};
    return send(
      () => api.GET("/api/v1/patients/{patient_id}/looks", { params: { path: { patient_id: id }, query } }),
      (found = []) => {
        setLooks([...(looks ?? []), ...found]);
        setWhole(found.length < PAGE);
      },
    );
  };
  return (
    <details onToggle={(event) => event.currentTarget.open && looks === null && void load()}>
      <summary>Who looked at this record</summary>
      <Fault problem={problem} retry={retry} />
      <ul class="lines">
        {looks?.map((look) => (
          <li key={look.id}>
            <span>
              <b>{look.is_self ? "The patient" : look.who || "a former staff member"}</b>{" "}
              {look.action.replaceAll("_", " ")}: {look.what}
              {look.because && `. Reason: ${look.because}`}
            </span>
            <span class="small soft">{dayAt(look.at, zone)}</span>
          </li>
        ))}
      </ul>
      {!isWhole && (
        <button type="button" class="button-soft" onClick={() => void load()}>
          Show earlier
        </button>
      )}
    </details>
  );
}
