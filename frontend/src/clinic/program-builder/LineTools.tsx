// What is done with a line as a whole: swapped, moved, removed.
import { minutesADay } from "../../domain/load";
import type { CatalogueItem, ProgramLine } from "../types";
import type { Swap } from "./program-lines";

export interface LineActs {
  swaps: Swap[];
  onSwap: (item: CatalogueItem) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
}

interface Props extends LineActs {
  item: ProgramLine;
  isFirst: boolean;
  isLast: boolean;
}

export function LineTools({ item, isFirst, isLast, swaps, onSwap, onMove, onRemove }: Props) {
  return (
    <div class="row between">
      <h3>{item.name}</h3>
      <span class="row">
        <span class="soft small">{minutesADay(item)} min a day</span>
        {swaps.length > 0 && <SwapChoice name={item.name} swaps={swaps} onSwap={onSwap} />}
        <button
          type="button"
          class="button-quiet"
          disabled={isFirst}
          aria-label={`Move ${item.name} up`}
          onClick={() => onMove(-1)}
        >
          ↑
        </button>
        <button
          type="button"
          class="button-quiet"
          disabled={isLast}
          aria-label={`Move ${item.name} down`}
          onClick={() => onMove(1)}
        >
          ↓
        </button>
        <button type="button" class="button-quiet" onClick={onRemove} aria-label={`Remove ${item.name}`}>
          Remove
        </button>
      </span>
    </div>
  );
}

function SwapChoice({ name, swaps, onSwap }: { name: string } & Pick<LineActs, "swaps" | "onSwap">) {
  return (
    <select
      class="swap"
      aria-label={`Swap ${name}`}
      value=""
      onChange={(event) => {
        const found = swaps.find((each) => each.item.exercise === event.currentTarget.value);
        if (found) onSwap(found.item);
      }}
    >
      <option value="">Swap for…</option>
      {swaps.map((each) => (
        <option key={each.item.exercise} value={each.item.exercise}>
          {each.why}: {each.item.name}
        </option>
      ))}
    </select>
  );
}
