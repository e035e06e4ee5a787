// The exercise library, to search and to filter; what is not for this patient says so and can still be chosen.
import { useState } from "preact/hooks";
import { Figure } from "../../figures/Figure";
import { Sheet } from "../../ui/Sheet";
import type { CatalogueItem } from "../types";
import { evidenceInShort } from "./Evidence";
import { precautionName, standingAgainst } from "./precautions";

interface Props {
  catalogue: CatalogueItem[];
  taken: string[];
  precautions: string[];
  neckCore: string[];
  onPick: (item: CatalogueItem) => void;
  onClose: () => void;
}

const words = (code: string) => code.replaceAll("_", " ");
const unique = (all: string[]) => [...new Set(all)].sort();

export function LibrarySheet({ catalogue, taken, precautions, neckCore, onPick, onClose }: Props) {
  const [text, setText] = useState("");
  const [category, setCategory] = useState("");
  const [equipment, setEquipment] = useState("");
  const [safe, setSafe] = useState(precautions.length > 0);
  const shown = catalogue.filter(
    (item) =>
      !taken.includes(item.exercise) &&
      item.name.toLowerCase().includes(text.trim().toLowerCase()) &&
      (!category || item.category === category) &&
      (!equipment ||
        (equipment === "none" ? item.equipment.length === 0 : item.equipment.includes(equipment))) &&
      (!safe || standingAgainst(item.contraindications, precautions, neckCore).length === 0),
  );
  return (
    <Sheet title="Add an exercise" onClose={onClose}>
      <div class="fields">
        <label class="field">
          <span>Search</span>
          <input type="search" value={text} onInput={(event) => setText(event.currentTarget.value)} />
        </label>
        <label class="field">
          <span>Kind</span>
          <select value={category} onChange={(event) => setCategory(event.currentTarget.value)}>
            <option value="">all</option>
            {unique(catalogue.map((item) => item.category)).map((code) => (
              <option key={code} value={code}>
                {words(code)}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>Equipment</span>
          <select value={equipment} onChange={(event) => setEquipment(event.currentTarget.value)}>
            <option value="">any</option>
            <option value="none">nothing needed</option>
            {unique(catalogue.flatMap((item) => item.equipment)).map((code) => (
              <option key={code} value={code}>
                {words(code)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {precautions.length > 0 && (
        <label class="tick">
          <input type="checkbox" checked={safe} onChange={(event) => setSafe(event.currentTarget.checked)} />
          Only exercises without a contraindication
        </label>
      )}
      <ul class="library">
        {shown.map((item) => {
          const blocked = standingAgainst(item.contraindications, precautions, neckCore);
          return (
            <li key={item.exercise}>
              <button type="button" class="library-pick" onClick={() => onPick(item)}>
                <Figure figure={item.figure} alt="" still />
                <b>{item.name}</b>
                <span class="small soft">
                  {words(item.category)} · {evidenceInShort(item.sources)}
                </span>
                {blocked.length > 0 && (
                  <span class="small fault">not with {blocked.map(precautionName).join(", ")}</span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
      {shown.length === 0 && <p class="soft">Nothing matches. Widen the search.</p>}
      <button type="button" class="button-soft" onClick={onClose}>
        Close
      </button>
    </Sheet>
  );
}
