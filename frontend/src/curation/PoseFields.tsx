// What concerns the figure as a whole: view, place, head, side, props and cues.
import type { FigureData, Pose } from "../domain/plan";
import { RIGS } from "../figures/rigs";
import { type namesOf, withSide } from "./posing";
import { Slider } from "./Slider";

interface Props {
  figure: FigureData;
  pose: Pose;
  names: ReturnType<typeof namesOf>;
  onChange: (figure: FigureData) => void;
  onPose: (pose: Pose) => void;
}

export function PoseFields({ figure, pose, names, onChange, onPose }: Props) {
  const set = (next: Partial<FigureData>) => onChange({ ...figure, ...next });
  const setPose = (next: Partial<Pose>) => onPose({ ...pose, ...next });
  return (
    <>
      <label>
        View of the body
        <select
          value={figure.rig}
          onChange={(event) => set({ rig: event.currentTarget.value, props: [], cues: [] })}
        >
          {Object.keys(RIGS).map((rig) => (
            <option key={rig}>{rig}</option>
          ))}
        </select>
      </label>
      <Slider label="Across" value={pose.x ?? 0} min={0} max={320} onInput={(x) => setPose({ x })} />
      <Slider label="Down" value={pose.y ?? 0} min={0} max={288} onInput={(y) => setPose({ y })} />
      <Slider
        label="Face turned to you"
        value={pose.turn ?? 0}
        min={0}
        max={1}
        step={0.25}
        onInput={(turn) => setPose({ turn })}
      />
      {(names.nods || pose.nod) && (
        <Slider
          label="Chin on the chest"
          value={pose.nod ?? 0}
          min={0}
          max={1}
          onInput={(nod) => setPose({ nod })}
        />
      )}
      <label>
        Side the poses show
        <select
          value={figure.shows ?? ""}
          onChange={(event) => onChange(withSide(figure, event.currentTarget.value))}
        >
          <option value="">none</option>
          <option>left</option>
          <option>right</option>
        </select>
      </label>
      <Names title="Props" all={names.props} chosen={figure.props} onChange={(props) => set({ props })} />
      <Names title="Cues" all={names.cues} chosen={figure.cues} onChange={(cues) => set({ cues })} />
    </>
  );
}

interface NamesProps {
  title: string;
  all: string[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

function Names({ title, all, chosen, onChange }: NamesProps) {
  return (
    <fieldset class="names">
      <legend>{title}</legend>
      {all.map((name) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={chosen.includes(name)}
            onChange={() =>
              onChange(chosen.includes(name) ? chosen.filter((each) => each !== name) : [...chosen, name])
            }
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}
