// The words of whom to call. They load with the cards that show them, not with Today.
import { speaker } from "../../i18n";

export const en = {
  title: "Your clinic",
  first: "In an emergency, call {number} first.",
  call: "Call the clinic: {phone}",
  hours: "Open",
  zone: "Times are the clinic’s.",
  unsent: "Not sent yet. Nobody at the clinic can see your answer until this phone is online.",
  unseen: "Your answer hasn’t been seen yet.",
  seen: "Seen by {name} {when}.",
  someone: "your clinic",
  today: "today at {time}",
  on: "on {date} at {time}",
  open: "The clinic is open now, until {time}.",
  opensToday: "The clinic opens today at {time}.",
  opensTomorrow: "The clinic opens tomorrow at {time}.",
  opens: "The clinic opens {day} at {time}.",
  dontWait: "Don’t wait for a call.",
};

export const es: Record<keyof typeof en, string> = {
  title: "Tu clínica",
  first: "En una emergencia, llama primero al {number}.",
  call: "Llamar a la clínica: {phone}",
  hours: "Horario",
  zone: "Son las horas locales de la clínica.",
  unsent:
    "Todavía no se ha enviado. Nadie en la clínica puede ver tu respuesta hasta que este teléfono tenga conexión.",
  unseen: "Todavía nadie ha visto tu respuesta.",
  seen: "La vio {name} {when}.",
  someone: "tu clínica",
  today: "hoy a las {time}",
  on: "el {date} a las {time}",
  open: "La clínica está abierta ahora, hasta las {time}.",
  opensToday: "La clínica abre hoy a las {time}.",
  opensTomorrow: "La clínica abre mañana a las {time}.",
  opens: "La clínica abre el {day} a las {time}.",
  dontWait: "No esperes una llamada.",
};

export const say = speaker({ en, es });
