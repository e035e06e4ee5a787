// The lines of a program: order, doses, library search, what speaks against an exercise, the headache-day rule, and a
// note. Used for a new program and for changing a running one.
import { useState } from "preact/hooks";
import type { Problem } from "../../api/client";
import { MAX_ITEMS, minutesADay } from "../../domain/load";
import { count } from "../count";
import type { CatalogueItem } from "../types";
import { Gates, gatesOf } from "./Gates";
import { LibrarySheet } from "./LibrarySheet";
import { LineList } from "./LineList";
import { PreviewSheet } from "./PreviewSheet";
import { precautionName, type Standing } from "./precautions";
import { type DraftProgram, fromLibrary } from "./program-lines";
import { RuleFields } from "./RuleFields";

interface Props {
  draft: DraftProgram;
  onChange: (draft: DraftProgram) => void;
  catalogue: CatalogueItem[];
  standing: Standing;
  /** What the template asks to be confirmed, beside what single exercises ask. */
  gates: { code: string; text: string }[];
  /** Exercises that run already: what was confirmed for them is not asked again. */
  running: string[];
  problem: Problem | null;
}

export function ProgramEditor(props: Props) {
  const { draft, onChange, catalogue, standing, running, problem } = props;
  const [sheet, setSheet] = useState<"library" | "preview" | null>(null);
  const { items } = draft;
  const known = new Map(catalogue.map((each) => [each.exercise, each]));
  const set = (next: Partial<DraftProgram>) => onChange({ ...draft, ...next });
  const minutes = items.reduce((sum, item) => sum + minutesADay(item), 0);
  return (
    <>
      <WholeProgram draft={draft} standing={standing} problem={problem} onChange={set} />
      <section class="card stack">
        <div class="row between">
          <h2>Exercises</h2>
          <p>
            <b>{count(minutes, "minute")} a day</b> · {count(items.length, "exercise")}
          </p>
        </div>
        {items.length > MAX_ITEMS && (
          <p class="notice">More than four exercises. People do less when they have more exercises.</p>
        )}
        {items.length === 0 && <p class="notice">Keep at least one exercise.</p>}
        <LineList draft={draft} known={known} standing={standing} problem={problem} onChange={set} />
        <div class="row">
          <button type="button" class="button-soft" onClick={() => setSheet("library")}>
            Add an exercise
          </button>
          <button type="button" class="button-quiet" onClick={() => setSheet("preview")}>
            Preview as the patient
          </button>
        </div>
        <RuleFields rule={draft.rule} onChange={(rule) => set({ rule })} />
        <label class="field">
          <span>A note to the patient (optional)</span>
          <textarea
            maxLength={1000}
            value={draft.note}
            onInput={(event) => set({ note: event.currentTarget.value })}
          />
        </label>
      </section>
      <Gates
        gates={gatesOf(props.gates, items, running, known)}
        confirmed={draft.confirmed}
        onChange={(confirmed) => set({ confirmed })}
      />
      {sheet === "library" && (
        <LibrarySheet
          catalogue={catalogue}
          taken={items.map((item) => item.exercise)}
          precautions={standing.precautions}
          neckCore={standing.neckCore}
          onClose={() => setSheet(null)}
          onPick={(picked) => {
            set({ items: [...items, fromLibrary(picked, standing.stiffSide)] });
            setSheet(null);
          }}
        />
      )}
      {sheet === "preview" && <PreviewSheet items={items} note={draft.note} onClose={() => setSheet(null)} />}
    </>
  );
}

interface WholeProps {
  draft: DraftProgram;
  standing: Standing;
  problem: Problem | null;
  onChange: (change: Partial<DraftProgram>) => void;
}

/** What stands against the program as a whole, and why it is used all the same. */
function WholeProgram({ draft, standing: { wholeProgram }, problem, onChange }: WholeProps) {
  const refused = (problem?.errors ?? []).some((fault) => fault.field === "override");
  if (wholeProgram.length === 0 && !refused) return null;
  return (
    <section class="card stack">
      <label class="field blocked">
        <span>
          {wholeProgram.length > 0 &&
            `This program is not for this patient: ${wholeProgram.map(precautionName).join(", ")}. `}
          Reason for using it anyway
        </span>
        <input
          required
          minLength={5}
          maxLength={300}
          value={draft.overrides.template ?? ""}
          onInput={(event) =>
            onChange({ overrides: { ...draft.overrides, template: event.currentTarget.value } })
          }
        />
      </label>
    </section>
  );
}
