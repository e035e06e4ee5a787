// The words of quiet times. They load with the settings, not with Today.
import { speaker } from "../../i18n";

export const en = {
  title: "Quiet times",
  today: "No reminders today",
  away: "I'm away",
  "away.day": "No reminders on {from}.",
  "away.open": "No reminders from {from} on, until you turn them back on.",
  "away.span": "No reminders from {from} to {until}.",
  back: "Turn reminders back on",
  from: "From",
  until: "Last day",
  to: "To",
  hours: "Quiet hours",
  "hours.text": "No reminders in these hours, except at a time you chose.",
  cap: "In one week",
  "cap.n": "At most {n} {n|reminder|reminders}",
  "cap.none": "No limit",
  mail: "Email me when no phone shows reminders",
  clear: "Say more on the lock screen",
  "clear.text": "Such as “Time for your session”. Never anything about your health.",
  save: "Save quiet times",
  backwards: "The last day is before the first. Choose a later one.",
};

export const es: Record<keyof typeof en, string> = {
  title: "Horas sin recordatorios",
  today: "Hoy sin recordatorios",
  away: "Voy a estar fuera",
  "away.day": "Sin recordatorios el {from}.",
  "away.open": "Sin recordatorios desde el {from} hasta que los actives otra vez.",
  "away.span": "Sin recordatorios del {from} al {until}.",
  back: "Volver a activar los recordatorios",
  from: "Desde",
  until: "Último día",
  to: "Hasta",
  hours: "Horas de silencio",
  "hours.text": "En estas horas no llegan recordatorios, excepto a una hora que elegiste tú.",
  cap: "En una semana",
  "cap.n": "Máximo {n} {n|recordatorio|recordatorios}",
  "cap.none": "Sin límite",
  mail: "Enviar un correo si ningún teléfono muestra los recordatorios",
  clear: "Mensajes más claros en la pantalla bloqueada",
  "clear.text": "Por ejemplo, “Hora de tu sesión”. Nunca nada sobre tu salud.",
  save: "Guardar",
  backwards: "El último día es antes que el primero. Elige uno más tarde.",
};

export const say = speaker({ en, es });
