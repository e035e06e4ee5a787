// A dose as a sentence, the same on every screen.
import type { Dose } from "../domain/plan";
import { speaker, t } from "../i18n";

export const en = {
  steps: "read step by step",
  breaths: "{n} slow {n|breath|breaths}",
  target: "dial at {n}",
  each: "each side",
  alternate: "left and right in turn",
  left: "left side only",
  right: "right side only",
};

export const es: Record<keyof typeof en, string> = {
  steps: "paso a paso",
  breaths: "{n} {n|respiración lenta|respiraciones lentas}",
  target: "medidor en {n}",
  each: "cada lado",
  alternate: "un lado y luego el otro",
  left: "solo el lado izquierdo",
  right: "solo el lado derecho",
};

const say = speaker({ en, es });

/** "2 × 10, hold 5 s": how much of it is done at once, in the words of its type. */
export function muchInWords(dose: Pick<Dose, "sets" | "reps" | "hold_seconds" | "type">): string {
  const { sets, reps, hold_seconds: seconds, type } = dose;
  if (type === "checklist" || type === "habit") return say("steps");
  if (type === "walk") return t("today.minutes", { n: Math.ceil((sets * reps * seconds) / 60) });
  if (type === "breathing") return say("breaths", { n: sets * reps });
  return `${sets} × ${reps}${seconds ? `, ${t("dose.hold", { n: seconds })}` : ""}`;
}

/** "2 × 10, hold 5 s · 2 times a day, every day". */
export function doseInWords(dose: Dose): string {
  const side = dose.side === "none" ? "" : `, ${say(dose.side)}`;
  const target = dose.target_mmhg == null ? "" : `, ${say("target", { n: dose.target_mmhg })}`;
  const much = `${muchInWords(dose)}${target}${side}`;
  const often = dose.per_day === 1 ? t("dose.once") : t("dose.times", { n: dose.per_day });
  const days = dose.days_week === 7 ? t("dose.everyday") : t("dose.days", { n: dose.days_week });
  return `${much} · ${often}, ${days}`;
}
