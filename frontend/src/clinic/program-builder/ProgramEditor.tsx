// The lines of a program: order, doses, library search, what speaks against an exercise, the headache-day rule, and a
// note. Used for a new program and for changing a running one.
import { useState } from "preact/hooks";
import type { Problem } from "../../api/client";
import { MAX_ITEMS, minutesADay } from "../../domain/load";
import { count } from "../count";
import type { CatalogueItem, HeadacheRule, ProgramLine } from "../types";
import { day } from "../zones";
import { DoseRow, type Swap } from "./DoseRow";
import { LibrarySheet } from "./LibrarySheet";
import { PreviewSheet } from "./PreviewSheet";
import { against, needsSide, precautionName, type Standing, standingAgainst, withSide } from "./precautions";
import { RuleFields } from "./RuleFields";

export interface DraftProgram {
  items: ProgramLine[];
  note: string;
  rule: HeadacheRule | null;
  confirmed: string[];
  overrides: Record<string, string>;
}

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
  const { precautions, neckCore, wholeProgram, stiffSide } = standing;
  const [searching, setSearching] = useState(false);
  const [previewing, setPreviewing] = useState(false);
  const [dragged, setDragged] = useState<number | null>(null);
  const { items } = draft;
  const known = new Map(catalogue.map((each) => [each.exercise, each]));
  const set = (next: Partial<DraftProgram>) => onChange({ ...draft, ...next });
  const move = (from: number, to: number) => {
    if (to < 0 || to >= items.length || from === to) return;
    const next = [...items];
    next.splice(to, 0, ...next.splice(from, 1));
    set({ items: next });
  };
  const refused = (problem?.errors ?? []).some((fault) => fault.field === "override");
  const minutes = items.reduce((sum, item) => sum + minutesADay(item as never), 0);
  const gates = new Map(props.gates.map((gate) => [gate.code, gate.text]));
  for (const { exercise } of items)
    if (!running.includes(exercise))
      for (const gate of known.get(exercise)?.gates ?? []) gates.set(gate.code, gate.text);
  const tick = (code: string) =>
    set({
      confirmed: draft.confirmed.includes(code)
        ? draft.confirmed.filter((each) => each !== code)
        : [...draft.confirmed, code],
    });

  return (
    <>
      {(wholeProgram.length > 0 || refused) && (
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
                set({ overrides: { ...draft.overrides, template: event.currentTarget.value } })
              }
            />
          </label>
        </section>
      )}
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
        <ol class="stack">
          {items.map((item, index) => (
            <DoseRow
              key={item.exercise}
              item={item}
              place={index}
              count={items.length}
              blocked={against(item, known, standing)}
              hasTarget={known.get(item.exercise)?.dose.target_mmhg != null || item.target_mmhg != null}
              oneSided={needsSide(known.get(item.exercise))}
              about={known.get(item.exercise)}
              sideFrom={needsSide(known.get(item.exercise)) ? sideFrom(standing) : ""}
              careful={standingAgainst(known.get(item.exercise)?.cautions ?? [], precautions, neckCore)}
              override={draft.overrides[item.exercise] ?? ""}
              onOverride={(reason) => set({ overrides: { ...draft.overrides, [item.exercise]: reason } })}
              faults={(problem?.errors ?? []).filter((fault) => fault.field.startsWith(`items.${index}.`))}
              onChange={(next) => set({ items: items.map((each, place) => (place === index ? next : each)) })}
              onRemove={() => set({ items: items.filter((_, place) => place !== index) })}
              swaps={swapsFor(item, known, items)}
              onSwap={(picked) => {
                const { exercise, name, figure, dose } = picked;
                const next = withSide({ ...dose, exercise, name, figure, note: "" }, stiffSide);
                set({ items: items.map((each, place) => (place === index ? next : each)) });
              }}
              onMove={(by) => move(index, index + by)}
              onDrag={(state) => setDragged(state === "start" ? index : null)}
              onDrop={() => dragged !== null && move(dragged, index)}
            />
          ))}
        </ol>
        <div class="row">
          <button type="button" class="button-soft" onClick={() => setSearching(true)}>
            Add an exercise
          </button>
          <button type="button" class="button-quiet" onClick={() => setPreviewing(true)}>
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
      {gates.size > 0 && (
        <fieldset class="card stack">
          <legend>Before this program</legend>
          {[...gates].map(([code, text]) => (
            <label class="tick" key={code}>
              <input type="checkbox" checked={draft.confirmed.includes(code)} onChange={() => tick(code)} />
              {text}
            </label>
          ))}
        </fieldset>
      )}
      {searching && (
        <LibrarySheet
          catalogue={catalogue}
          taken={items.map((item) => item.exercise)}
          precautions={precautions}
          neckCore={neckCore}
          onClose={() => setSearching(false)}
          onPick={(picked) => {
            const { exercise, name, figure, dose } = picked;
            set({ items: [...items, withSide({ ...dose, exercise, name, figure, note: "" }, stiffSide)] });
            setSearching(false);
          }}
        />
      )}
      {previewing && <PreviewSheet items={items} note={draft.note} onClose={() => setPreviewing(false)} />}
    </>
  );
}

/** Where a preset side comes from, in words; or that it has to be chosen. */
function sideFrom({ stiffSide, stiffSince }: Standing): string {
  return stiffSide && stiffSince
    ? `Flexion-rotation test of ${day(stiffSince)}: positive on the ${stiffSide}.`
    : "Choose the side: no flexion-rotation test on record is positive on one side only.";
}

/** A line as the API takes it. */
export function toItem(line: ProgramLine) {
  const {
    name: _name,
    figure: _figure,
    minutes_a_day: _minutes,
    alternatives: _alternatives,
    ...dose
  } = line;
  return dose;
}

/** What an exercise can be swapped for: the template's alternatives, then easier and harder ones, none twice. */
function swapsFor(item: ProgramLine, known: Map<string, CatalogueItem>, items: ProgramLine[]): Swap[] {
  const about = known.get(item.exercise);
  const wanted = [
    ...(item.alternatives ?? []).map(({ exercise, because }) => ({
      exercise,
      why: because ? `with ${because.replaceAll("_", " ")}` : "also suits this phase",
    })),
    ...(about?.easier ?? []).map((exercise) => ({ exercise, why: "easier" })),
    ...(about?.harder ?? []).map((exercise) => ({ exercise, why: "harder" })),
  ];
  const taken = new Set(items.map((each) => each.exercise));
  return wanted.flatMap(({ exercise, why }) => {
    const found = known.get(exercise);
    if (!found || taken.has(exercise)) return [];
    taken.add(exercise);
    return [{ item: found, why }];
  });
}
