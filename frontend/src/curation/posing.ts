// What a rig offers, and a pose with one thing changed. What is at its rest is left out, so that poses stay short.
import type { FigureData, Pose } from "../domain/plan";

export interface Names {
  joints: string[];
  props: string[];
  cues: string[];
  /** Shapes of a hand. */
  hands: string[];
  /** Whether it has faces for a chin on the chest. */
  nods: boolean;
}

/** A joint that only props have is offered only while the figure uses one of them. */
export function namesOf(rig: string, used: string[]): Names {
  const svg = new DOMParser().parseFromString(rig, "image/svg+xml").documentElement;
  const found = (kind: "joint" | "prop" | "cue" | "hand") => [
    ...new Set(
      [...svg.querySelectorAll<SVGElement>(`[data-${kind}]`)].map((part) => part.dataset[kind] ?? ""),
    ),
  ];
  const joints = found("joint").filter((name) =>
    [...svg.querySelectorAll(`[data-joint="${name}"]`)].some((joint) => {
      const prop = joint.closest<SVGElement>("[data-prop]")?.dataset.prop;
      return !prop || used.includes(prop);
    }),
  );
  const nods = svg.querySelector('[data-face="down-front"]') !== null;
  return { joints, props: found("prop"), cues: found("cue"), hands: found("hand"), nods };
}

export function withJoint(pose: Pose, joint: string, angle: number): Pose {
  return { ...pose, joints: changed(pose.joints, joint, angle, angle === 0) };
}

export function withPlace(pose: Pose, joint: string, place: [number, number]): Pose {
  return tidy({ ...pose, offsets: changed(pose.offsets, joint, place, place[0] === 0 && place[1] === 0) });
}

export function withStretch(pose: Pose, joint: string, length: number): Pose {
  return tidy({ ...pose, stretch: changed(pose.stretch, joint, length, length === 1) });
}

/** An open hand is a hand at rest. */
export function withHand(pose: Pose, wrist: string, shape: string): Pose {
  return tidy({ ...pose, hands: changed(pose.hands, wrist, shape, shape === "open") });
}

export function withSide({ shows: _, ...figure }: FigureData, side: string): FigureData {
  return side === "left" || side === "right" ? { ...figure, shows: side } : figure;
}

function changed<T>(all: Record<string, T> = {}, name: string, value: T, atRest: boolean): Record<string, T> {
  const { [name]: _, ...rest } = all;
  return atRest ? rest : { ...rest, [name]: value };
}

function tidy({ offsets, stretch, hands, ...pose }: Pose): Pose {
  return {
    ...pose,
    ...(offsets && Object.keys(offsets).length ? { offsets } : {}),
    ...(stretch && Object.keys(stretch).length ? { stretch } : {}),
    ...(hands && Object.keys(hands).length ? { hands } : {}),
  };
}
