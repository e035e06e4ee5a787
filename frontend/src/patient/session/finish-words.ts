// The words of the question after a session. They load with the session, not with Today.
import { speaker } from "../../i18n";

export const en = {
  during: "Pain during these exercises",
  none: "No pain",
  which: "Which ones hurt?",
  unsure: "Not sure? Leave this blank, and it counts for all of them.",
};

export const es: Record<keyof typeof en, string> = {
  during: "Dolor durante estos ejercicios",
  none: "Sin dolor",
  which: "¿Con cuáles te dolió?",
  unsure: "¿No sabes? Déjalo en blanco y contará para todos.",
};

export const say = speaker({ en, es });
