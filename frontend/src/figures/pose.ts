// Poses a rig: the same rules as backend/library/figures.py. A rig is an SVG whose `data-joint` groups stand at
// translate(x y). A pose turns them, may move them (offsets) and may shorten what lies along a limb (stretch: a thigh
// that points at the viewer is a short thigh). `hands` chooses the shape of a hand. Tweening is only mixing numbers.
import type { Arrow, FigureData, Pose } from "../domain/plan";
import { NEUTRAL, type Shape } from "./person";
import { trustedDrawing } from "./trusted-drawing";

interface Joint {
  element: SVGGElement;
  name: string;
  x: number;
  y: number;
  /** The joint it hangs on, whose stretch moves it. */
  parent: string | undefined;
  /** What is drawn along it: all children that are no joints themselves. */
  shapes: SVGElement[];
}

export interface Rig {
  svg: SVGSVGElement;
  joints: Joint[];
  faces: SVGGElement[];
  /** Shapes of a hand, of which its joint's pose chooses one. */
  hands: { element: SVGGElement; wrist: string; shape: string }[];
  lines: { element: SVGPathElement; ends: [LineEnd, LineEnd] }[];
}

/** A line ends at a joint, or at a fixed point. */
type LineEnd = SVGGElement | [number, number];

const SVG = "http://www.w3.org/2000/svg";
const ARROW_HEAD = 7;

/** Make a rig from its SVG text, keeping only the props and cues that this figure uses, and the person's shapes. */
export function makeRig(text: string, figure: FigureData, person: Shape = NEUTRAL): Rig {
  const parsed = new DOMParser().parseFromString(
    trustedDrawing.createHTML(text),
    "image/svg+xml",
  ).documentElement;
  const svg = document.importNode(parsed, true);
  if (!(svg instanceof SVGSVGElement)) throw new Error("a rig is an SVG");
  if (figure.view) svg.setAttribute("viewBox", figure.view.join(" "));
  for (const part of svg.querySelectorAll<SVGGElement>("[data-prop],[data-cue]")) {
    const { prop, cue } = part.dataset;
    if ((prop && !figure.props.includes(prop)) || (cue && !figure.cues.includes(cue))) part.remove();
  }
  for (const part of svg.querySelectorAll<SVGGElement>("[data-without],[data-body],[data-hair]")) {
    const { without, body, hair } = part.dataset;
    const other = (names: string | undefined, name: string) => names && !names.split(" ").includes(name);
    if (other(body, person.body) || other(hair, person.hair) || (without && figure.props.includes(without)))
      part.remove();
  }
  const joints = [...svg.querySelectorAll<SVGGElement>("[data-joint]")].map(readJoint);
  const end = (target: string): LineEnd | undefined => {
    const [x, y] = target.split(",").map(Number);
    if (x !== undefined && y !== undefined) return [x, y];
    return joints.find((each) => each.name === target)?.element;
  };
  const lines = [...svg.querySelectorAll<SVGPathElement>("[data-line]")].flatMap((element) => {
    const [from = "", to = ""] = (element.dataset.line ?? "").split(" ");
    const [start, stop] = [end(from), end(to)];
    return start && stop ? [{ element, ends: [start, stop] as [LineEnd, LineEnd] }] : [];
  });
  for (const arrow of figure.arrows ?? []) svg.append(drawArrow(arrow));
  const hands = [...svg.querySelectorAll<SVGGElement>("[data-hand]")].map((element) => ({
    element,
    shape: element.dataset.hand ?? "",
    wrist: element.parentElement?.dataset.joint ?? "",
  }));
  return { svg, joints, faces: [...svg.querySelectorAll<SVGGElement>("[data-face]")], hands, lines };
}

function readJoint(element: SVGGElement): Joint {
  const [, x = "0", y = "0"] =
    /translate\(([-\d.]+) ([-\d.]+)\)/.exec(element.getAttribute("transform") ?? "") ?? [];
  const above = element.parentElement?.closest<HTMLElement | SVGElement>("[data-joint]");
  // A joint inside a prop's group stands still with it, as on the server.
  const parent = above === element.parentElement ? above?.dataset.joint : undefined;
  const shapes = [...element.children].filter(
    (child): child is SVGElement => !(child as SVGElement).dataset.joint,
  );
  return { element, name: element.dataset.joint ?? "", x: Number(x), y: Number(y), parent, shapes };
}

/** The pose at `progress` (0 first pose, 1 last pose), mixed from its neighbours. */
export function tween(poses: Pose[], progress: number): Pose {
  const along = Math.min(Math.max(progress, 0), 1) * (poses.length - 1);
  const from = poses[Math.floor(along)];
  const to = poses[Math.min(Math.floor(along) + 1, poses.length - 1)];
  if (!from || !to) return { joints: {} };
  const part = along - Math.floor(along);
  const mix = (one = 0, other = 0) => one + (other - one) * part;
  const mixed: Pose = {
    joints: merged(from.joints, to.joints, mix),
    x: mix(from.x, to.x),
    y: mix(from.y, to.y),
    turn: mix(from.turn, to.turn),
    nod: mix(from.nod, to.nod),
  };
  if (from.offsets || to.offsets)
    mixed.offsets = merged(from.offsets, to.offsets, (one = [0, 0], other = [0, 0]) => [
      mix(one[0], other[0]),
      mix(one[1], other[1]),
    ]);
  if (from.stretch || to.stretch)
    mixed.stretch = merged(from.stretch, to.stretch, (one = 1, other = 1) => mix(one, other));
  // A hand has one shape or the other: it changes halfway.
  const { hands } = part < 0.5 ? from : to;
  if (hands) mixed.hands = hands;
  return mixed;
}

function merged<T>(
  one: Record<string, T> = {},
  other: Record<string, T> = {},
  mix: (a: T | undefined, b: T | undefined) => T,
): Record<string, T> {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...names].map((name) => [name, mix(one[name], other[name])]));
}

export function applyPose(rig: Rig, pose: Pose): void {
  for (const { element, name, x, y, parent, shapes } of rig.joints) {
    const [right = 0, down = 0] = pose.offsets?.[name] ?? [];
    const body = name === "body";
    const left = x + right + (body ? (pose.x ?? 0) : 0);
    const above = parent ? (pose.stretch?.[parent] ?? 1) : 1;
    const top = y * above + down + (body ? (pose.y ?? 0) : 0);
    element.setAttribute("transform", `translate(${left} ${top}) rotate(${pose.joints[name] ?? 0})`);
    const along = pose.stretch?.[name] ?? 1;
    for (const shape of shapes) {
      if (along === 1) shape.removeAttribute("transform");
      else shape.setAttribute("transform", `scale(1 ${along})`);
    }
  }
  for (const { element, wrist, shape } of rig.hands)
    element.setAttribute("display", shape === (pose.hands?.[wrist] ?? "open") ? "inline" : "none");
  const face = faceOf(pose.turn ?? 0, pose.nod ?? 0);
  for (const element of rig.faces)
    element.setAttribute("display", element.dataset.face === face ? "inline" : "none");
  for (const { element, ends } of rig.lines) {
    const [from, to] = ends.map((end) => (Array.isArray(end) ? end : placeOf(end)));
    if (from && to) element.setAttribute("d", `M${written(from)}L${written(to)}`);
  }
}

function written([x, y]: [number, number]): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}

function faceOf(turn: number, nod: number): string {
  if (nod > 0.5) return turn > 0.62 ? "down-front" : "down-quarter";
  if (turn < 0.13) return "profile";
  if (turn < 0.38) return "wide";
  if (turn < 0.62) return "quarter";
  return turn < 0.87 ? "slight" : "front";
}

/** The SVG path of an arrow, bulging by `bend` to its left. */
export function arrowPath({ from: [x1 = 0, y1 = 0], to: [x2 = 0, y2 = 0], bend = 0 }: Arrow): string {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const cx = (x1 + x2) / 2 + (bend * 2 * (y2 - y1)) / length;
  const cy = (y1 + y2) / 2 - (bend * 2 * (x2 - x1)) / length;
  const back = Math.atan2(cy - y2, cx - x2);
  const tip = (angle: number) =>
    written([x2 + ARROW_HEAD * Math.cos(back + angle), y2 + ARROW_HEAD * Math.sin(back + angle)]);
  const end = written([x2, y2]);
  return `M${written([x1, y1])}Q${written([cx, cy])} ${end}M${tip(0.55)}L${end}L${tip(-0.55)}`;
}

function drawArrow(arrow: Arrow): SVGPathElement {
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("class", "fig-cue");
  path.setAttribute("d", arrowPath(arrow));
  path.setAttribute("fill", "none");
  path.setAttribute("stroke-width", "3");
  path.setAttribute("stroke-linecap", "round");
  path.setAttribute("stroke-linejoin", "round");
  return path;
}

/** Where a joint is in the picture: its groups' transforms, outermost first. */
function placeOf(joint: SVGGElement): [number, number] {
  let x = 0;
  let y = 0;
  for (
    let node: Element | null = joint;
    node?.namespaceURI === SVG && node.tagName === "g";
    node = node.parentElement
  ) {
    const [, tx = "0", ty = "0", angle = "0"] =
      /translate\(([-\d.e]+) ([-\d.e]+)\) rotate\(([-\d.e]+)\)/.exec(node.getAttribute("transform") ?? "") ??
      [];
    const turn = (Number(angle) * Math.PI) / 180;
    const turned: [number, number] = [
      x * Math.cos(turn) - y * Math.sin(turn),
      x * Math.sin(turn) + y * Math.cos(turn),
    ];
    x = turned[0] + Number(tx);
    y = turned[1] + Number(ty);
  }
  return [x, y];
}
