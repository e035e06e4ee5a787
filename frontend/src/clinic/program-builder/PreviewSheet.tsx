// The program as the patient's phone will show it: figures first, one dose line each.
import { minutesADay } from "../../domain/load";
import { Figure } from "../../figures/Figure";
import { Sheet } from "../../ui/Sheet";
import { count } from "../count";
import { doseText } from "../dose";
import type { ProgramLine } from "../types";

interface Props {
  items: ProgramLine[];
  note: string;
  onClose: () => void;
}

export function PreviewSheet({ items, note, onClose }: Props) {
  const minutes = items.reduce((sum, item) => sum + minutesADay(item), 0);
  return (
    <Sheet title="As the patient sees it" onClose={onClose}>
      <div class="phone-preview">
        <h3>
          {count(items.length, "exercise")} · {count(minutes, "minute")} a day
        </h3>
        {note && <p class="notice">{note}</p>}
        {items.map((item) => (
          <article key={item.exercise}>
            <Figure figure={item.figure} side={item.side} alt={item.name} />
            <h4>{item.name}</h4>
            <p class="small">{doseText(item)}</p>
            {item.note && <p class="small soft">{item.note}</p>}
          </article>
        ))}
      </div>
      <button type="button" class="button-soft" onClick={onClose}>
        Close
      </button>
    </Sheet>
  );
}
