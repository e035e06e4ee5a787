// The words of the flare program. They load with its card, not with Today.
import { speaker } from "../../i18n";

export const en = {
  title: "Rough days",
  offer:
    "{name} set up easy moves for days like these. Follow them for a few days. That counts as following your program.",
  go: "Follow the easy moves",
  day: "Easy moves: day {n} of {all}",
  text: "Do these instead of your program. Go slow, and stop if it gets worse.",
  done: "Done: {slot}",
  all: "All done for today.",
};

export const es: Record<keyof typeof en, string> = {
  title: "Días difíciles",
  offer:
    "{name} preparó movimientos fáciles para días como estos. Hazlos durante unos días. Cuenta como seguir tu programa.",
  go: "Hacer los movimientos fáciles",
  day: "Movimientos fáciles: día {n} de {all}",
  text: "Hazlos en lugar de tu programa. Ve despacio y detente si empeoras.",
  done: "Ya lo hice: {slot}",
  all: "Ya terminaste por hoy.",
};

export const say = speaker({ en, es });
