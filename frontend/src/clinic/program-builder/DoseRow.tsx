// One exercise with its figure and dose fields; a fault stands at the field it is about.

import { minutesADay } from "../../domain/load";
import { Figure } from "../../figures/Figure";
import type { CatalogueItem, ProgramLine } from "../types";
import { Evidence, evidenceInShort } from "./Evidence";
import { precautionName } from "./precautions";

const FIELDS = [
  { key: "sets", text: "Sets", min: 1, max: 10 },
  { key: "reps", text: "Repetitions", min: 1, max: 50 },
  { key: "hold_seconds", text: "Hold (s)", min: 0, max: 7200 },
  { key: "rest_seconds", text: "Rest (s)", min: 0, max: 300 },
  { key: "per_day", text: "Times a day", min: 1, max: 12 },
  { key: "days_week", text: "Days a week", min: 1, max: 7 },
] as const;

const ONE_SIDE = [
  { value: "", text: "Choose…" },
  { value: "left", text: "Left" },
  { value: "right", text: "Right" },
] as const;

const SIDES = [
  { value: "none", text: "No side" },
  { value: "each", text: "Each side" },
  { value: "alternate", text: "In turn" },
  { value: "left", text: "Left" },
  { value: "right", text: "Right" },
] as const;

/** What a cuff's dial is read at. */
const TARGETS = [20, 22, 24, 26, 28, 30];

function AboutExercise({ about }: { about: CatalogueItem }) {
  return (
    <details class="small">
      <summary>Evidence: {evidenceInShort(about.sources)}</summary>
      <p>
        {about.clinical}. Targets: {about.targets.join(", ")}.
      </p>
      <p>Ready for the next step when: {about.ready_when}</p>
      <Evidence sources={about.sources} reviewedBy={about.reviewed_by} />
    </details>
  );
}

export interface Swap {
  item: CatalogueItem;
  why: string;
}

interface Props {
  item: ProgramLine;
  place: number;
  count: number;
  /** The patient's precautions that block this exercise, and those that ask for care. */
  blocked: string[];
  careful: string[];
  /** Done to one side only, which the therapist chooses; `sideFrom` says where the preset one comes from. */
  oneSided: boolean;
  /** Done with a pressure cuff, whose target the therapist sets. */
  hasTarget: boolean;
  sideFrom: string;
  /** What the library says of it; a retired exercise has nothing. */
  about: CatalogueItem | undefined;
  override: string;
  onOverride: (reason: string) => void;
  faults: { field: string; detail: string }[];
  onChange: (item: ProgramLine) => void;
  onRemove: () => void;
  swaps: Swap[];
  onSwap: (item: CatalogueItem) => void;
  onMove: (by: number) => void;
  onDrag: (state: "start" | "end") => void;
  onDrop: () => void;
}

export function DoseRow(props: Props) {
  const { item, place, count, blocked, careful, faults, onChange, onRemove, onMove } = props;
  // The server knows more than this page: precautions that came since, and what a retired exercise is blocked by.
  const refused = faults.some((fault) => fault.field.endsWith(".override"));
  return (
    <li
      class="dose-row"
      draggable
      onDragStart={() => props.onDrag("start")}
      onDragEnd={() => props.onDrag("end")}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        props.onDrop();
      }}
    >
      <Figure figure={item.figure as never} side={item.side} alt="" still />
      <div class="stack">
        <div class="row between">
          <h3>{item.name}</h3>
          <span class="row">
            <span class="soft small">{minutesADay(item as never)} min a day</span>
            {props.swaps.length > 0 && (
              <select
                class="swap"
                aria-label={`Swap ${item.name}`}
                value=""
                onChange={(event) => {
                  const found = props.swaps.find((each) => each.item.exercise === event.currentTarget.value);
                  if (found) props.onSwap(found.item);
                }}
              >
                <option value="">Swap for…</option>
                {props.swaps.map((each) => (
                  <option key={each.item.exercise} value={each.item.exercise}>
                    {each.why}: {each.item.name}
                  </option>
                ))}
              </select>
            )}
            <button
              type="button"
              class="button-quiet"
              disabled={place === 0}
              aria-label={`Move ${item.name} up`}
              onClick={() => onMove(-1)}
            >
              ↑
            </button>
            <button
              type="button"
              class="button-quiet"
              disabled={place === count - 1}
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
        <div class="dose-fields">
          {FIELDS.map(({ key, text, min, max }) => (
            <label class="field" key={key}>
              <span class="small">{text}</span>
              <input
                type="number"
                inputMode="numeric"
                required
                min={min}
                max={max}
                value={item[key]}
                onInput={(event) => onChange({ ...item, [key]: event.currentTarget.valueAsNumber })}
              />
            </label>
          ))}
          <label class="field">
            <span class="small">{props.oneSided ? "Side to turn to" : "Side"}</span>
            <select
              value={item.side}
              required
              onChange={(event) =>
                onChange({ ...item, side: event.currentTarget.value as ProgramLine["side"] })
              }
            >
              {(props.oneSided ? ONE_SIDE : SIDES).map(({ value, text }) => (
                <option key={value} value={value}>
                  {text}
                </option>
              ))}
            </select>
          </label>
          {props.hasTarget && (
            <label class="field">
              <span class="small">Cuff target (mmHg)</span>
              <select
                value={item.target_mmhg ?? ""}
                required
                onChange={(event) =>
                  onChange({ ...item, target_mmhg: Number(event.currentTarget.value) || null })
                }
              >
                <option value="">Choose…</option>
                {TARGETS.map((target) => (
                  <option key={target} value={target}>
                    {target}
                  </option>
                ))}
              </select>
            </label>
          )}
        </div>
        {props.sideFrom && <p class="small soft">{props.sideFrom}</p>}
        {props.about && <AboutExercise about={props.about} />}
        <label class="field">
          <span class="small">Note for this exercise (optional)</span>
          <input
            maxLength={300}
            value={item.note ?? ""}
            onInput={(event) => onChange({ ...item, note: event.currentTarget.value })}
          />
        </label>
        {careful.length > 0 && (
          <p class="notice small">Use caution: {careful.map(precautionName).join(", ")}.</p>
        )}
        {(blocked.length > 0 || refused) && (
          <label class="field blocked">
            <span class="small">
              {blocked.length > 0 && `Not for this patient: ${blocked.map(precautionName).join(", ")}. `}
              Reason for using it anyway
            </span>
            <input
              minLength={5}
              maxLength={300}
              required
              value={props.override}
              onInput={(event) => props.onOverride(event.currentTarget.value)}
            />
          </label>
        )}
        {faults.map((fault) => (
          <p key={fault.field} class="fault">
            {fault.field.split(".").at(-1)}: {fault.detail}
          </p>
        ))}
      </div>
    </li>
  );
}
