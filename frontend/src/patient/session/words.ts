// The words that a running session shows. They load with the session, not with Today.
import type { StepKind } from "../../domain/timeline";
import { speaker } from "../../i18n";

type Keys =
  | `step.${StepKind}`
  | "next"
  | "count.minutes"
  | "count.step"
  | "count.breath"
  | "side.left"
  | "side.right"
  | "target"
  | "easier.instead"
  | "easier.on";

export const en: Record<Keys, string> = {
  "step.rise": "Sit up slowly",
  "step.ready": "Get ready",
  "step.out": "Move",
  "step.hold": "Hold",
  "step.back": "And back",
  "step.rest": "Rest",
  "step.switch": "Switch sides",
  "step.inhale": "Breathe in",
  "step.exhale": "Breathe out",
  "step.warm_up": "Warm up",
  "step.brisk": "Brisk pace",
  "step.cool_down": "Slow down",
  "step.go_on": "Keep going",
  "step.let_go": "Let go",
  "step.step": "Step by step",
  next: "Next",
  "count.minutes": "{n} {n|minute|minutes}",
  "count.step": "Step {n} of {all}",
  "count.breath": "Breath {n} of {all}",
  "side.left": "Left side",
  "side.right": "Right side",
  target: "Your number on the dial: {n}",
  "easier.instead": "Instead: {name}",
  "easier.on": "Easier version",
};

export const es: Record<Keys, string> = {
  "step.rise": "Siéntate despacio",
  "step.ready": "Prepárate",
  "step.out": "Haz el movimiento",
  "step.hold": "Mantén",
  "step.back": "Y vuelve",
  "step.rest": "Descansa",
  "step.switch": "Cambia de lado",
  "step.inhale": "Inhala",
  "step.exhale": "Exhala",
  "step.warm_up": "Entra en calor",
  "step.brisk": "A buen paso",
  "step.cool_down": "Baja el ritmo",
  "step.go_on": "Continúa",
  "step.let_go": "Suelta",
  "step.step": "Paso a paso",
  next: "Siguiente",
  "count.minutes": "{n} {n|minuto|minutos}",
  "count.step": "Paso {n} de {all}",
  "count.breath": "Respiración {n} de {all}",
  "side.left": "Lado izquierdo",
  "side.right": "Lado derecho",
  target: "Tu número en el medidor: {n}",
  "easier.instead": "En su lugar: {name}",
  "easier.on": "Versión más fácil",
};

export const say = speaker({ en, es });
