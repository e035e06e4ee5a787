// Poses a figure with a slider a joint. What is seen is drawn by the patient app's own figure code.
import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { FigureData, Pose } from "../domain/plan";
import { Figure } from "../figures/Figure";
import { RIGS } from "../figures/rigs";
import { JointFields } from "./JointFields";
import { PoseFields } from "./PoseFields";
import { namesOf } from "./posing";
import { SaveFigure } from "./SaveFigure";
import type { Version } from "./version";

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
  const names = useMemo(() => namesOf(RIGS[figure.rig] ?? "", figure.props), [figure.rig, figure.props]);
  const pose = figure.poses[at] ?? { joints: {} };
  const changePose = (next: Pose) =>
    setFigure({ ...figure, poses: figure.poses.map((each, index) => (index === at ? next : each)) });
  return (
    <main class="editor">
      <header>
        <h1>{version.name}</h1>
        <p>
          <a href={version.form}>Back to the form</a>
          {!version.editable && <b> Only a draft can be saved. Start a new version first.</b>}
        </p>
      </header>
      <Board figure={figure} at={at} onAt={setAt} onChange={setFigure}>
        <SaveFigure version={version} base={base} figure={figure} onChange={setFigure} />
      </Board>
      <section class="sliders" aria-label="Joints">
        <PoseFields figure={figure} pose={pose} names={names} onChange={setFigure} onPose={changePose} />
        {names.joints.map((joint) => (
          <JointFields key={joint} joint={joint} pose={pose} hands={names.hands} onChange={changePose} />
        ))}
      </section>
    </main>
  );
}

interface BoardProps {
  figure: FigureData;
  at: number;
  onAt: (at: number) => void;
  onChange: (figure: FigureData) => void;
  children: ComponentChildren;
}

/** The figure itself, still or moving, and its poses. */
function Board({ figure, at, onAt, onChange, children }: BoardProps) {
  const [playing, setPlaying] = useState(false);
  const pose = figure.poses[at] ?? { joints: {} };
  const shown = playing ? figure : { ...figure, poses: [pose, pose] };
  const choose = (index: number) => {
    onAt(index);
    setPlaying(false);
  };
  return (
    <section class="board">
      <Figure figure={shown} alt="The figure as patients will see it" {...(playing ? {} : { progress: 0 })} />
      <div class="row">
        {figure.poses.map((_, index) => (
          <button
            key={index}
            type="button"
            class={index === at && !playing ? "button" : "button-soft"}
            onClick={() => choose(index)}
          >
            Pose {index + 1}
          </button>
        ))}
        <button type="button" class={playing ? "button" : "button-soft"} onClick={() => setPlaying(!playing)}>
          {playing ? "Stop" : "Play"}
        </button>
      </div>
      <div class="row">
        <button
          type="button"
          class="button-quiet"
          disabled={figure.poses.length > 5}
          onClick={() => {
            onChange({ ...figure, poses: [...figure.poses, structuredClone(pose)] });
            onAt(figure.poses.length);
          }}
        >
          Copy as a new pose
        </button>
        <button
          type="button"
          class="button-quiet"
          disabled={figure.poses.length < 3}
          onClick={() => {
            onChange({ ...figure, poses: figure.poses.filter((_, index) => index !== at) });
            onAt(0);
          }}
        >
          Remove this pose
        </button>
      </div>
      {children}
    </section>
  );
}
