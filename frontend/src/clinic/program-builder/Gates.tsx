// What has to be confirmed in person before a program starts: the template's, and what single exercises ask.
import type { CatalogueItem, ProgramLine } from "../types";

interface Gate {
  code: string;
  text: string;
}

/** Exercises that run already were confirmed before. */
export function gatesOf(
  template: Gate[],
  items: ProgramLine[],
  running: string[],
  known: Map<string, CatalogueItem>,
): Gate[] {
  const asked = items.filter(({ exercise }) => !running.includes(exercise));
  const all = [...template, ...asked.flatMap(({ exercise }) => known.get(exercise)?.gates ?? [])];
  return [...new Map(all.map((gate) => [gate.code, gate])).values()];
}

interface Props {
  gates: Gate[];
  confirmed: string[];
  onChange: (confirmed: string[]) => void;
}

export function Gates({ gates, confirmed, onChange }: Props) {
  if (gates.length === 0) return null;
  const tick = (code: string) =>
    onChange(confirmed.includes(code) ? confirmed.filter((each) => each !== code) : [...confirmed, code]);
  return (
    <fieldset class="card stack">
      <legend>Before this program</legend>
      {gates.map(({ code, text }) => (
        <label class="tick" key={code}>
          <input type="checkbox" checked={confirmed.includes(code)} onChange={() => tick(code)} />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
