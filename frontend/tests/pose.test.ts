import { expect, test } from "vitest";
import rigText from "../../exercises/figures/side.svg?raw";
import vectors from "../../tests/contract/figures.json";
import type { FigureData, Pose } from "../src/domain/plan";
import { applyPose, makeRig, tween } from "../src/figures/pose";
import { RIGS } from "../src/figures/rigs";

const figure = {
  rig: "side",
  props: ["floor"],
  cues: ["nod"],
  poses: [{ joints: { head: 0 } }, { joints: { head: 20 } }],
};

test("a rig keeps only the props and cues a figure uses", () => {
  const { svg } = makeRig(rigText, figure);
  expect([...svg.querySelectorAll("[data-prop]")].map((part) => part.getAttribute("data-prop"))).toEqual([
    "floor",
  ]);
  expect([...svg.querySelectorAll("[data-cue]")].map((part) => part.getAttribute("data-cue"))).toEqual([
    "nod",
  ]);
});

test("between two poses lies their mixture", () => {
  expect(tween(figure.poses, 0.25).joints.head).toBe(5);
  expect(tween(figure.poses, 7).joints.head).toBe(20);
});

test("three poses are passed one after the other, end to end, and a hand changes halfway", () => {
  const three = [
    { joints: { head: 0 } },
    { joints: { head: 10 }, hands: { "wrist-near": "fist" } },
    { joints: { head: 10, neck: 8 }, hands: { "wrist-near": "flat" } },
  ];
  expect([0, 0.25, 0.5, 0.75, 1].map((at) => tween(three, at).joints)).toEqual([
    { head: 0 },
    { head: 5 },
    { head: 10, neck: 0 },
    { head: 10, neck: 4 },
    { head: 10, neck: 8 },
  ]);
  expect([0.2, 0.3, 0.7, 0.8].map((at) => tween(three, at).hands?.["wrist-near"])).toEqual([
    undefined,
    "fist",
    "fist",
    "flat",
  ]);
});

test("a pose turns joints where they stand, and shows one face", () => {
  const rig = makeRig(rigText, figure);
  applyPose(rig, { joints: { head: 12 }, x: 100, y: 50, turn: 1 });
  const transform = (name: string) =>
    rig.svg.querySelector(`[data-joint="${name}"]`)?.getAttribute("transform");
  expect(transform("head")).toBe("translate(0 -20) rotate(12)");
  expect(transform("body")).toBe("translate(100 50) rotate(0)");
  const shown = rig.faces.filter((face) => face.getAttribute("display") === "inline");
  expect(shown.map((face) => face.dataset.face)).toEqual(["front"]);
});

test.each([
  [{ turn: 0 }, "profile"],
  [{ turn: 0.25 }, "wide"],
  [{ turn: 0.5 }, "quarter"],
  [{ turn: 1 }, "front"],
  [{ turn: 0.5, nod: 1 }, "down-quarter"],
  [{ turn: 1, nod: 1 }, "down-front"],
])("%o shows the face %s", (pose, face) => {
  const rig = makeRig(RIGS.front ?? "", { ...figure, rig: "front", props: [], cues: [] });
  applyPose(rig, { joints: {}, ...pose });
  const shown = rig.faces.filter((each) => each.getAttribute("display") === "inline");
  expect(shown.map((each) => each.dataset.face)).toEqual([face]);
});

test("a band ends in the hand", () => {
  const rig = makeRig(rigText, { ...figure, props: ["band"] });
  applyPose(rig, { joints: { body: 0 }, x: 100, y: 150 });
  // Standing, arms down: shoulder 72 above the hip and 3 before it, then 76 of arm, and 9 down and 1 on, the palm.
  expect(rig.svg.querySelector("[data-line]")?.getAttribute("d")).toBe("M104.0 163.0L294.0 162.0");
});

test.each(vectors)("$name is posed as on the server", ({ figure, pose, joints, hands, paths }) => {
  const rig = makeRig(RIGS[figure.rig] ?? "", figure as unknown as FigureData);
  applyPose(rig, pose as unknown as Pose);
  const found = rig.joints
    .filter(({ element }) => element.closest("[display=none]") === null)
    .map(({ element, name }) => [name, numbers(element.getAttribute("transform"))]);
  expect(found).toEqual(joints.map(([name, transform]) => [name, numbers(transform as string)]));
  const drawn = [...rig.svg.querySelectorAll("[data-line], svg > .fig-cue")].map((path) =>
    path.getAttribute("d"),
  );
  expect(drawn).toEqual(paths);
  const shown = rig.hands.filter(({ element }) => element.closest("[display=none]") === null);
  expect(shown.map(({ shape }) => shape)).toEqual(hands);
});

function numbers(text: string | null): number[] {
  return (text ?? "").match(/-?[\d.]+/g)?.map((each) => Math.round(Number(each) * 1e4) / 1e4) ?? [];
}
