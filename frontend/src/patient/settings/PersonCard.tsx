// Who shows the exercises: body, skin and hair of the figures, chosen with a figure beside it.
import { useState } from "preact/hooks";
import type { FigureData } from "../../domain/plan";
import { Figure } from "../../figures/Figure";
import { BODIES, HAIR_COLORS, HAIRS, type Person, person, SKINS, setPerson } from "../../figures/person";
import { Choice } from "../../ui/Choice";
import { say } from "./person-words";

const POSE = { x: 160, y: 158, turn: 1, joints: { "shoulder-left": -4, "shoulder-right": 4 } };
const FRONT: FigureData = {
  rig: "front",
  view: [100, 6, 120, 164],
  props: [],
  cues: [],
  poses: [POSE, POSE],
};
const SIDE: FigureData = {
  ...FRONT,
  rig: "side",
  poses: [0, 1].map(() => ({ ...POSE, turn: 0, joints: {} })),
};
const CHOICES = [
  ["body", BODIES],
  ["skin", Object.keys(SKINS)],
  ["hair", HAIRS],
  ["color", Object.keys(HAIR_COLORS)],
] as const;

export function PersonCard() {
  const [chosen, setChosen] = useState<Person>(person);
  const drawn = JSON.stringify(chosen);
  return (
    <section class="card stack roomy">
      <h2>{say("title")}</h2>
      <p class="small soft">{say("text")}</p>
      <div class="figure-pair person">
        <Figure key={`front ${drawn}`} figure={FRONT} alt="" still />
        <Figure key={`side ${drawn}`} figure={SIDE} alt="" still />
      </div>
      {CHOICES.map(([part, values]) => (
        <Choice
          key={part}
          label={say(part)}
          options={values.map((value: string) => ({
            value,
            text: say(`${part}.${value}` as Parameters<typeof say>[0]),
          }))}
          chosen={[chosen[part]]}
          onToggle={(value) => {
            const next = { ...chosen, [part]: value };
            setPerson(next);
            setChosen(next);
          }}
        />
      ))}
    </section>
  );
}
