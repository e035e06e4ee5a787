import { expect, test } from "vitest";
import { namesOf, withHand } from "../src/curation/posing";
import { RIGS } from "../src/figures/rigs";

test("an arm can be posed whether or not it is drawn behind the body", () => {
  const { joints, hands, nods } = namesOf(RIGS.front ?? "", []);
  expect(joints).toEqual(expect.arrayContaining(["shoulder-right", "elbow-left", "wrist-right"]));
  expect(hands).toContain("grip");
  expect(nods).toBe(true);
});

test("a joint of a prop is offered only with the prop", () => {
  expect(namesOf(RIGS.back ?? "", []).joints).not.toContain("blade-left");
  expect(namesOf(RIGS.back ?? "", ["blades"]).joints).toContain("blade-left");
});

test("an open hand is left out of a pose", () => {
  const gripped = withHand({ joints: {} }, "wrist-left", "grip");
  expect(gripped).toEqual({ joints: {}, hands: { "wrist-left": "grip" } });
  expect(withHand(gripped, "wrist-left", "open")).toEqual({ joints: {} });
});
