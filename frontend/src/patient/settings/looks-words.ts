// The words of who looked at the record. They load with the card that shows them, not with Today.
import { speaker } from "../../i18n";

export const en = {
  title: "Who looked at my record",
  text: "Every time someone opens or changes your record, Nod writes it down.",
  none: "Nobody has looked yet.",
  all: "Show all {n}",
  gone: "A former staff member",
  read: "opened your record.",
  emergency: "opened your record in an emergency.",
  program: "gave you a program.",
  "program.changed": "changed your program.",
  mark: "marked a step of your program.",
  message: "wrote to you.",
  flags: "reviewed your safety answers and cleared them.",
  reason: "reviewed a flag in your record.",
  invited: "invited you.",
  devices: "signed you out on all devices.",
  other: "changed something in your record.",
  "self.signed_in": "You signed in.",
  "self.joined": "You joined with your code.",
  "self.exported": "You downloaded your data.",
  "self.other": "You changed something in your account.",
  contact: "changed who to call about you.",
};

export type Key = keyof typeof en;

export const es: Record<Key, string> = {
  title: "Quién vio mi historial",
  text: "Cada vez que alguien abre o cambia tu historial, Nod lo anota.",
  none: "Nadie lo ha visto todavía.",
  all: "Mostrar los {n}",
  gone: "Alguien que ya no trabaja en la clínica",
  read: "abrió tu historial.",
  emergency: "abrió tu historial en una emergencia.",
  program: "te dio un programa.",
  "program.changed": "cambió tu programa.",
  mark: "marcó un paso de tu programa.",
  message: "te escribió.",
  flags: "revisó tus respuestas de seguridad.",
  reason: "revisó una alerta de tu historial.",
  invited: "te invitó.",
  devices: "cerró tu sesión en todos los dispositivos.",
  other: "cambió algo en tu historial.",
  "self.signed_in": "Iniciaste sesión.",
  "self.joined": "Creaste tu cuenta con tu código.",
  "self.exported": "Descargaste tus datos.",
  "self.other": "Cambiaste algo en tu cuenta.",
  contact: "cambió a quién llamar si te pasa algo.",
};

export const say = speaker({ en, es });
