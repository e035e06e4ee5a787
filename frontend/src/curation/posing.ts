// What a rig offers, and a pose with one thing changed. What is at its rest is left out, so that poses stay short.
import type { Pose } from "../domain/plan";

export interface Names {
  joints: string[];
  props: string[];
  cues: string[];
}

/** A prop's own joints are offered only while the figure uses that prop. */
export function namesOf(rig: string, used: string[]): Names {
  const svg = new DOMParser().parseFromString(rig, "image/svg+xml").documentElement;
  const found = (kind: "joint" | "prop" | "cue") => [
    ...new Set(
      [...svg.querySelectorAll<SVGElement>(`[data-${kind}]`)].map((part) => part.dataset[kind] ?? ""),
    ),
  ];
  const joints = found("joint").filter((name) => {
    const prop = svg.querySelector(`[data-joint="${name}"]`)?.closest<SVGElement>("[data-prop]")
      ?.dataset.prop;
    return !prop || used.includes(prop);
  });
  return { joints, props: found("prop"), cues: found("cue") };
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

function changed<T>(all: Record<string, T> = {}, name: string, value: T, atRest: boolean): Record<string, T> {
  const { [name]: _, ...rest } = all;
  return atRest ? rest : { ...rest, [name]: value };
}

function tidy({ offsets, stretch, ...pose }: Pose): Pose {
  return {
    ...pose,
    ...(offsets && Object.keys(offsets).length ? { offsets } : {}),
    ...(stretch && Object.keys(stretch).length ? { stretch } : {}),
  };
}
