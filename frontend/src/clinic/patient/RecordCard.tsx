// One page before the visit, and the program on paper: to print, and as PDF, CSV and FHIR.
import { useState } from "preact/hooks";
import { api } from "../../api/client";
import { saveFile } from "../../platform/save";
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
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState("");
  const at = (path: string) => `/api/v1/patients/${id}/${path}`;
  const save = async (path: string, name: string) => {
    setFault(null);
    setBusy(path);
    try {
      const answer = await fetch(at(path));
      if (!answer.ok) return setFault(((await answer.json()) as { detail: string }).detail);
      saveFile(await answer.blob(), name);
    } catch {
      setFault("You're offline. Try again.");
    } finally {
      setBusy("");
    }
  };
  const button = (path: string, text: string, name: string) => (
    <button
      type="button"
      key={path}
      class="button-soft"
      disabled={busy !== ""}
      onClick={() => void save(path, name)}
    >
      {busy === path ? "Preparing…" : text}
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
      {fault && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
    </section>
  );
}

function Looks({ id, zone }: { id: string; zone: string }) {
  const [looks, setLooks] = useState<Look[] | null>(null);
  const load = () =>
    api.GET("/api/v1/patients/{patient_id}/looks", { params: { path: { patient_id: id } } }).then(
      ({ data }) => setLooks(data ?? []),
      () => setLooks([]),
    );
  return (
    <details onToggle={(event) => event.currentTarget.open && looks === null && void load()}>
      <summary>Who looked at this record</summary>
      <ul class="lines">
        {looks?.slice(0, 30).map((look) => (
          <li key={`${look.at} ${look.what}`}>
            <span>
              <b>{look.is_self ? "The patient" : look.who || "a former staff member"}</b>{" "}
              {look.action.replaceAll("_", " ")}: {look.what}
            </span>
            <span class="small soft">{dayAt(look.at, zone)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
