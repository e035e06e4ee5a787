// The exercises of a program in their order; moved with the arrows or by dragging.
import { useState } from "preact/hooks";
import type { Problem } from "../../api/client";
import type { CatalogueItem, ProgramLine } from "../types";
import { day } from "../zones";
import { DoseRow } from "./DoseRow";
import { against, type Standing, standingAgainst } from "./precautions";
import { type DraftProgram, fromLibrary, swapsFor } from "./program-lines";

interface Props {
  draft: DraftProgram;
  known: Map<string, CatalogueItem>;
  standing: Standing;
  problem: Problem | null;
  onChange: (change: Partial<DraftProgram>) => void;
}

export function LineList({ draft, known, standing, problem, onChange }: Props) {
  const [dragged, setDragged] = useState<number | null>(null);
  const { items, overrides } = draft;
  const setAt = (index: number, next: ProgramLine) =>
    onChange({ items: items.map((each, place) => (place === index ? next : each)) });
  const move = (from: number, to: number) => {
    if (to < 0 || to >= items.length || from === to) return;
    const next = [...items];
    next.splice(to, 0, ...next.splice(from, 1));
    onChange({ items: next });
  };
  return (
    <ol class="stack">
      {items.map((item, index) => (
        <DoseRow
          key={item.exercise}
          item={item}
          place={index}
          count={items.length}
          blocked={against(item, known, standing)}
          about={known.get(item.exercise)}
          sideFrom={sideFrom(standing)}
          careful={standingAgainst(
            known.get(item.exercise)?.cautions ?? [],
            standing.precautions,
            standing.neckCore,
          )}
          override={overrides[item.exercise] ?? ""}
          onOverride={(reason) => onChange({ overrides: { ...overrides, [item.exercise]: reason } })}
          faults={(problem?.errors ?? []).filter((fault) => fault.field.startsWith(`items.${index}.`))}
          onChange={(next) => setAt(index, next)}
          onRemove={() => onChange({ items: items.filter((_, place) => place !== index) })}
          swaps={swapsFor(item, known, items)}
          onSwap={(picked) => setAt(index, fromLibrary(picked, standing.stiffSide))}
          onMove={(by) => move(index, index + by)}
          onDrag={(state) => setDragged(state === "start" ? index : null)}
          onDrop={() => dragged !== null && move(dragged, index)}
        />
      ))}
    </ol>
  );
}

/** Where a preset side comes from, in words; or that it has to be chosen. */
function sideFrom({ stiffSide, stiffSince }: Standing): string {
  return stiffSide && stiffSince
    ? `Flexion-rotation test of ${day(stiffSince)}: positive on the ${stiffSide}.`
    : "Choose the side: no flexion-rotation test on record is positive on one side only.";
}
