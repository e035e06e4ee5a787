import { beforeEach, expect, test } from "vitest";
import { BODIES, HAIRS, NEUTRAL, paint, person, SKINS, setPerson } from "../src/figures/person";
import { makeRig } from "../src/figures/pose";
import { RIGS } from "../src/figures/rigs";

const plain = { props: [], cues: [], poses: [{ joints: {} }, { joints: {} }] };

beforeEach(() => localStorage.clear());

test("the neutral person is drawn until another is chosen", () => {
  expect(person()).toEqual(NEUTRAL);
  setPerson({ body: "two", hair: "curly", skin: "dark", color: "gray" });
  expect(person()).toEqual({ body: "two", hair: "curly", skin: "dark", color: "gray" });
});

test.each(["{", "7", '"tall"', '{"body":"three","skin":"constructor","hair":"wig"}'])(
  "what another version kept (%s) is no reason not to draw",
  (kept) => {
    localStorage.setItem("nod-person", kept);
    expect(person()).toEqual(NEUTRAL);
  },
);

test.each(Object.keys(RIGS))("every body and hair is drawn in the view from the %s, and no other", (rig) => {
  const figure = { ...plain, rig };
  const seen = new Set<string>();
  for (const body of BODIES)
    for (const hair of HAIRS) {
      const { svg } = makeRig(RIGS[rig] ?? "", figure, { body, hair });
      for (const part of svg.querySelectorAll<SVGGElement>("[data-body]"))
        expect(part.dataset.body).toBe(body);
      for (const part of svg.querySelectorAll<SVGGElement>("[data-hair]"))
        expect(part.dataset.hair?.split(" ")).toContain(hair);
      seen.add(svg.outerHTML);
    }
  expect(seen.size).toBe(BODIES.length * HAIRS.length);
});

test("the colors of the person go to the figure, and the neutral ones are the theme's", () => {
  const frame = document.createElement("div");
  paint(frame, { ...NEUTRAL, skin: "dark" });
  expect(frame.style.getPropertyValue("--fig-skin")).toContain(SKINS.dark?.[0]);
  paint(frame, NEUTRAL);
  expect(frame.style.getPropertyValue("--fig-skin")).toBe("");
});
