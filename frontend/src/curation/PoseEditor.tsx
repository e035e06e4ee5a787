// Poses a figure with a slider a joint. What is seen is drawn by the patient app's own figure code.
import { useMemo, useState } from "preact/hooks";
import type { FigureData, Pose } from "../domain/plan";
import { Figure } from "../figures/Figure";
import { RIGS } from "../figures/rigs";
import { namesOf, withHand, withJoint, withPlace, withSide, withStretch } from "./posing";
import { saveFigure, type Version } from "./version";

const EMPTY: FigureData = {
  rig: "side",
  view: [0, 0, 320, 288],
  props: ["floor"],
  cues: [],
  poses: [
    { joints: {}, x: 150, y: 150 },
    { joints: {}, x: 150, y: 150 },
  ],
};

export function PoseEditor({ version, base }: { version: Version; base: string }) {
  const [figure, setFigure] = useState<FigureData>({
    ...EMPTY,
    base: "STAND_SIDE",
    ...version.content.figure,
  });
  const [at, setAt] = useState(0);
  const [playing, setPlaying] = useState(false);
  const [said, setSaid] = useState("");
  const names = useMemo(() => namesOf(RIGS[figure.rig] ?? "", figure.props), [figure.rig, figure.props]);
  const pose = figure.poses[at] ?? { joints: {} };
  const change = (next: Partial<FigureData>) => {
    setSaid("");
    setFigure({ ...figure, ...next });
  };
  const changePose = (next: Pose) =>
    change({ poses: figure.poses.map((each, index) => (index === at ? next : each)) });
  const shown = playing ? figure : { ...figure, poses: [pose, pose] };

  return (
    <main class="editor">
      <header>
        <h1>{version.name}</h1>
        <p>
          <a href={version.form}>Back to the form</a>
          {!version.editable && <b> Only a draft can be saved. Start a new version first.</b>}
        </p>
      </header>
      <section class="board">
        <Figure
          figure={shown}
          alt="The figure as patients will see it"
          {...(playing ? {} : { progress: 0 })}
        />
        <div class="row">
          {figure.poses.map((_, index) => (
            <button
              key={index}
              type="button"
              class={index === at && !playing ? "button" : "button-soft"}
              onClick={() => {
                setAt(index);
                setPlaying(false);
              }}
            >
              Pose {index + 1}
            </button>
          ))}
          <button
            type="button"
            class={playing ? "button" : "button-soft"}
            onClick={() => setPlaying(!playing)}
          >
            {playing ? "Stop" : "Play"}
          </button>
        </div>
        <div class="row">
          <button
            type="button"
            class="button-quiet"
            disabled={figure.poses.length > 5}
            onClick={() => {
              change({ poses: [...figure.poses, structuredClone(pose)] });
              setAt(figure.poses.length);
            }}
          >
            Copy as a new pose
          </button>
          <button
            type="button"
            class="button-quiet"
            disabled={figure.poses.length < 3}
            onClick={() => {
              change({ poses: figure.poses.filter((_, index) => index !== at) });
              setAt(0);
            }}
          >
            Remove this pose
          </button>
        </div>
        <button
          type="button"
          class="button"
          disabled={!version.editable}
          onClick={async () => setSaid((await saveFigure(base, figure)).detail)}
        >
          Save figure
        </button>
        <p role="status">{said}</p>
      </section>
      <section class="sliders" aria-label="Joints">
        <label>
          View of the body
          <select
            value={figure.rig}
            onChange={(event) => change({ rig: event.currentTarget.value, props: [], cues: [] })}
          >
            {Object.keys(RIGS).map((rig) => (
              <option key={rig}>{rig}</option>
            ))}
          </select>
        </label>
        <Slider
          label="Across"
          value={pose.x ?? 0}
          min={0}
          max={320}
          onInput={(x) => changePose({ ...pose, x })}
        />
        <Slider
          label="Down"
          value={pose.y ?? 0}
          min={0}
          max={288}
          onInput={(y) => changePose({ ...pose, y })}
        />
        <Slider
          label="Face turned to you"
          value={pose.turn ?? 0}
          min={0}
          max={1}
          step={0.25}
          onInput={(turn) => changePose({ ...pose, turn })}
        />
        {(names.nods || pose.nod) && (
          <Slider
            label="Chin on the chest"
            value={pose.nod ?? 0}
            min={0}
            max={1}
            onInput={(nod) => changePose({ ...pose, nod })}
          />
        )}
        <label>
          Side the poses show
          <select
            value={figure.shows ?? ""}
            onChange={(event) => setFigure(withSide(figure, event.currentTarget.value))}
          >
            <option value="">none</option>
            <option>left</option>
            <option>right</option>
          </select>
        </label>
        <Names
          title="Props"
          all={names.props}
          chosen={figure.props}
          onChange={(props) => change({ props })}
        />
        <Names title="Cues" all={names.cues} chosen={figure.cues} onChange={(cues) => change({ cues })} />
        {names.joints.map((joint) => (
          <fieldset key={joint}>
            <legend>{joint}</legend>
            <Slider
              label={`${joint} angle`}
              value={pose.joints[joint] ?? 0}
              min={-180}
              max={180}
              onInput={(angle) => changePose(withJoint(pose, joint, angle))}
            />
            {joint.startsWith("wrist-") && (
              <label>
                Hand
                <select
                  aria-label={`${joint} hand`}
                  value={pose.hands?.[joint] ?? "open"}
                  onChange={(event) => changePose(withHand(pose, joint, event.currentTarget.value))}
                >
                  {names.hands.map((shape) => (
                    <option key={shape}>{shape}</option>
                  ))}
                </select>
              </label>
            )}
            <details>
              <summary>Move or shorten</summary>
              <Slider
                label={`${joint} right`}
                value={pose.offsets?.[joint]?.[0] ?? 0}
                min={-60}
                max={60}
                onInput={(right) =>
                  changePose(withPlace(pose, joint, [right, pose.offsets?.[joint]?.[1] ?? 0]))
                }
              />
              <Slider
                label={`${joint} down`}
                value={pose.offsets?.[joint]?.[1] ?? 0}
                min={-60}
                max={60}
                onInput={(down) =>
                  changePose(withPlace(pose, joint, [pose.offsets?.[joint]?.[0] ?? 0, down]))
                }
              />
              <Slider
                label={`${joint} length`}
                value={pose.stretch?.[joint] ?? 1}
                min={-1}
                max={1.5}
                step={0.05}
                onInput={(length) => changePose(withStretch(pose, joint, length))}
              />
            </details>
          </fieldset>
        ))}
      </section>
    </main>
  );
}

interface SliderProps {
  label: string;
  value: number;
  min: number;
  max: number;
  step?: number;
  onInput: (value: number) => void;
}

function Slider({ label, value, min, max, step = 1, onInput }: SliderProps) {
  return (
    <label class="slider">
      <span>{label}</span>
      <input
        type="range"
        {...{ min, max, step, value }}
        onInput={(event) => onInput(event.currentTarget.valueAsNumber)}
      />
      <span class="value">{value}</span>
    </label>
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
