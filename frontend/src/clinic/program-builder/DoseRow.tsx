// One exercise with its figure and dose fields; a fault stands at the field it is about.
import { Figure } from "../../figures/Figure";
import type { CatalogueItem, ProgramLine } from "../types";
import { DoseFields } from "./DoseFields";
import { Evidence, evidenceInShort } from "./Evidence";
import { type LineActs, LineTools } from "./LineTools";
import { needsSide, precautionName } from "./precautions";

interface Props extends LineActs {
  item: ProgramLine;
  place: number;
  count: number;
  /** The patient's precautions that block this exercise, and those that ask for care. */
  blocked: string[];
  careful: string[];
  /** Where the preset side of an exercise to one side comes from. */
  sideFrom: string;
  /** What the library says of it; a retired exercise has nothing. */
  about: CatalogueItem | undefined;
  override: string;
  onOverride: (reason: string) => void;
  faults: { field: string; detail: string }[];
  onChange: (item: ProgramLine) => void;
  onDrag: (state: "start" | "end") => void;
  onDrop: () => void;
}

export function DoseRow(props: Props) {
  const { item, place, about, careful, faults, onChange } = props;
  const oneSided = needsSide(about);
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
      <Figure figure={item.figure} side={item.side} alt="" still />
      <div class="stack">
        <LineTools {...props} isFirst={place === 0} isLast={place === props.count - 1} />
        <DoseFields
          item={item}
          oneSided={oneSided}
          hasTarget={about?.dose.target_mmhg != null || item.target_mmhg != null}
          onChange={onChange}
        />
        {oneSided && <p class="small soft">{props.sideFrom}</p>}
        {about && <AboutExercise about={about} />}
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
        <Override {...props} />
        {faults.map((fault) => (
          <p key={fault.field} class="fault">
            {fault.field.split(".").at(-1)}: {fault.detail}
          </p>
        ))}
      </div>
    </li>
  );
}

/** The reason for using it all the same. */
function Override({
  blocked,
  faults,
  override,
  onOverride,
}: Pick<Props, "blocked" | "faults" | "override" | "onOverride">) {
  // The server knows more than this page: precautions that came since, and what a retired exercise is blocked by.
  const refused = faults.some((fault) => fault.field.endsWith(".override"));
  if (blocked.length === 0 && !refused) return null;
  return (
    <label class="field blocked">
      <span class="small">
        {blocked.length > 0 && `Not for this patient: ${blocked.map(precautionName).join(", ")}. `}
        Reason for using it anyway
      </span>
      <input
        minLength={5}
        maxLength={300}
        required
        value={override}
        onInput={(event) => onOverride(event.currentTarget.value)}
      />
    </label>
  );
}

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
