// The pain traffic light in words, for an exercise's own limit.
import { type Light, PAIN_LIMIT } from "../../domain/pain-light";
import { speaker, t } from "../../i18n";

export const en = {
  none: "0: continue gently.",
  any: "This one must not hurt. 1 or more: stop this exercise. Your therapist will see it.",
};

export const es: Record<keyof typeof en, string> = {
  none: "0: continúa con suavidad.",
  any: "Este no debe doler. Con 1 o más, deja este ejercicio. Tu terapeuta lo verá.",
};

const say = speaker({ en, es });

/** The lights that an exercise has. */
export function lightsOf(limit = PAIN_LIMIT): Light[] {
  return limit === PAIN_LIMIT ? ["green", "amber", "red"] : ["green", "red"];
}

export function lightText(light: Light, limit = PAIN_LIMIT): string {
  if (limit === PAIN_LIMIT) return t(`session.hurts.${light}`);
  return say(light === "green" ? "none" : "any");
}
