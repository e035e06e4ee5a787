// The words of closing an account. They load with the settings, not with Today.
import { speaker } from "../../i18n";

export const en = {
  title: "Delete my account",
  text: "Your clinic does not have to keep your record. Your diary, sessions, messages and account are deleted at once, and nobody can bring them back.",
  kept: "By law, your clinic must keep your record until {date}. It is locked at once: nobody opens it, and it is deleted on that day. Your account is closed.",
  ask: "Delete…",
  what: "Download your data first if you want to keep anything. After this you are signed out everywhere.",
  sure: "I'm sure",
  go: "Delete now",
};

export const es: Record<keyof typeof en, string> = {
  title: "Borrar mi cuenta",
  text: "Tu clínica no tiene que guardarlo: el diario, las sesiones, los mensajes y la cuenta se borran de inmediato, y nadie puede recuperarlos.",
  kept: "La ley obliga a tu clínica a guardar tu historial hasta el {date}. Se cierra de inmediato: nadie lo abre, y ese día se borra. Tu cuenta se cierra.",
  ask: "Borrar…",
  what: "Si quieres conservar algo, descarga antes tus datos. Después se cierra tu sesión en todos los dispositivos.",
  sure: "Sí, quiero borrarlo",
  go: "Borrar ahora",
};

export const say = speaker({ en, es });
