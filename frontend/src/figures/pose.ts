// Poses a rig: the same rules as backend/library/figures.py. A rig is an SVG whose `data-joint` groups stand at
// translate(x y); a pose turns them, and tweening is only mixing angles.
import type { FigureData, Pose } from "../domain/plan";

export interface Rig {
  svg: SVGSVGElement;
  joints: { element: SVGGElement; name: string; x: number; y: number }[];
  faces: SVGGElement[];
  lines: { element: SVGPathElement; joint: SVGGElement; x: string; y: string }[];
}

const SVG = "http://www.w3.org/2000/svg";

/** Make a rig from its SVG text, keeping only the props and cues that this figure uses. */
export function makeRig(text: string, figure: FigureData): Rig {
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  const svg = document.importNode(parsed, true) as unknown as SVGSVGElement;
  if (figure.view) svg.setAttribute("viewBox", figure.view.join(" "));
  for (const part of svg.querySelectorAll<SVGGElement>("[data-prop],[data-cue]")) {
    const { prop, cue } = part.dataset;
    if ((prop && !figure.props.includes(prop)) || (cue && !figure.cues.includes(cue))) part.remove();
  }
  const joints = [...svg.querySelectorAll<SVGGElement>("[data-joint]")].map((element) => {
    const [, x = "0", y = "0"] =
      /translate\(([-\d.]+) ([-\d.]+)\)/.exec(element.getAttribute("transform") ?? "") ?? [];
    return { element, name: element.dataset.joint ?? "", x: Number(x), y: Number(y) };
  });
  const lines = [...svg.querySelectorAll<SVGPathElement>("[data-line]")].flatMap((element) => {
    const [name, x = "0", y = "0"] = (element.dataset.line ?? "").split(" ");
    const joint = joints.find((each) => each.name === name)?.element;
    return joint ? [{ element, joint, x, y }] : [];
  });
  return { svg, joints, faces: [...svg.querySelectorAll<SVGGElement>("[data-face]")], lines };
}

/** The pose at `progress` (0 first pose, 1 last pose), mixed from its neighbours. */
export function tween(poses: Pose[], progress: number): Pose {
  const along = Math.min(Math.max(progress, 0), 1) * (poses.length - 1);
  const from = poses[Math.floor(along)];
  const to = poses[Math.min(Math.floor(along) + 1, poses.length - 1)];
  if (!from || !to) return { joints: {} };
  const part = along - Math.floor(along);
  const mix = (one = 0, other = 0) => one + (other - one) * part;
  const joints: Record<string, number> = {};
  for (const name of new Set([...Object.keys(from.joints), ...Object.keys(to.joints)]))
    joints[name] = mix(from.joints[name], to.joints[name]);
  return { joints, x: mix(from.x, to.x), y: mix(from.y, to.y), turn: mix(from.turn, to.turn) };
}

export function applyPose(rig: Rig, pose: Pose): void {
  for (const { element, name, x, y } of rig.joints) {
    const left = name === "body" ? x + (pose.x ?? 0) : x;
    const top = name === "body" ? y + (pose.y ?? 0) : y;
    element.setAttribute("transform", `translate(${left} ${top}) rotate(${pose.joints[name] ?? 0})`);
  }
  const face = faceOf(pose.turn ?? 0);
  for (const element of rig.faces)
    element.setAttribute("display", element.dataset.face === face ? "inline" : "none");
  for (const { element, joint, x, y } of rig.lines) {
    const [fromX, fromY] = placeOf(joint);
    element.setAttribute("d", `M${fromX.toFixed(1)} ${fromY.toFixed(1)}L${x} ${y}`);
  }
}

function faceOf(turn: number): string {
  return turn < 0.3 ? "profile" : turn < 0.7 ? "quarter" : "front";
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
