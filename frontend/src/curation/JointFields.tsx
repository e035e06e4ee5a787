// One joint of a pose: its angle, the shape of a hand, and where needed a shift or another length.
import type { Pose } from "../domain/plan";
import { withHand, withJoint, withPlace, withStretch } from "./posing";
import { Slider } from "./Slider";

interface Props {
  joint: string;
  pose: Pose;
  hands: string[];
  onChange: (pose: Pose) => void;
}

export function JointFields({ joint, pose, hands, onChange }: Props) {
  const [right = 0, down = 0] = pose.offsets?.[joint] ?? [];
  return (
    <fieldset>
      <legend>{joint}</legend>
      <Slider
        label={`${joint} angle`}
        value={pose.joints[joint] ?? 0}
        min={-180}
        max={180}
        onInput={(angle) => onChange(withJoint(pose, joint, angle))}
      />
      {joint.startsWith("wrist-") && (
        <label>
          Hand
          <select
            aria-label={`${joint} hand`}
            value={pose.hands?.[joint] ?? "open"}
            onChange={(event) => onChange(withHand(pose, joint, event.currentTarget.value))}
          >
            {hands.map((shape) => (
              <option key={shape}>{shape}</option>
            ))}
          </select>
        </label>
      )}
      <details>
        <summary>Move or shorten</summary>
        <Slider
          label={`${joint} right`}
          value={right}
          min={-60}
          max={60}
          onInput={(next) => onChange(withPlace(pose, joint, [next, down]))}
        />
        <Slider
          label={`${joint} down`}
          value={down}
          min={-60}
          max={60}
          onInput={(next) => onChange(withPlace(pose, joint, [right, next]))}
        />
        <Slider
          label={`${joint} length`}
          value={pose.stretch?.[joint] ?? 1}
          min={-1}
          max={1.5}
          step={0.05}
          onInput={(length) => onChange(withStretch(pose, joint, length))}
        />
      </details>
    </fieldset>
  );
}
