// Which side of the body a figure shows, and how it is drawn for the other one: the rule of backend/library/figures.py,
// held together by tests/contract/figure_sides.json.
import type { FigureData, Pose } from "../domain/plan";

/** The side shown for a dose's or a step's side: both sides begin with the right, as the session does. */
export function sideShown(side: string): "left" | "right" | "" {
  if (side === "each" || side === "alternate") return "right";
  return side === "left" || side === "right" ? side : "";
}

/** What tells the side of a figure's poses. */
export type Shown = Partial<Pick<FigureData, "rig">> & Pick<FigureData, "shows" | "mirrors">;

export interface Drawn {
  /** The whole picture is turned over, arrows and all. */
  mirrored: boolean;
  /** Near and far limbs change places; the picture stays. */
  swaps: boolean;
}

/**
 * The mirror image of a picture of the right side is a picture of the left side, from every view. Poses from before
 * `shows` existed, which a running program may have pinned, show the left side from front and back.
 */
export function drawnFor(figure: Shown, side: string): Drawn {
  const wanted = sideShown(side);
  const shows = figure.shows ?? (figure.rig === "front" || figure.rig === "back" ? "left" : undefined);
  const turns = shows !== undefined && wanted !== "" && wanted !== shows;
  const swaps = turns && figure.mirrors === "limbs";
  return { mirrored: turns && !swaps, swaps };
}

/** The pose with what near and far limbs do exchanged. */
export function withLimbsSwapped(pose: Pose): Pose {
  return {
    ...pose,
    joints: exchanged(pose.joints),
    ...(pose.offsets && { offsets: exchanged(pose.offsets) }),
    ...(pose.stretch && { stretch: exchanged(pose.stretch) }),
    ...(pose.hands && { hands: exchanged(pose.hands) }),
  };
}

function exchanged<T>(values: Record<string, T>): Record<string, T> {
  const other = (name: string) =>
    name.replace(/-(near|far)$/, (_, which) => (which === "near" ? "-far" : "-near"));
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [other(name), value]));
}
