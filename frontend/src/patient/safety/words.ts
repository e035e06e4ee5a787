// The words of the safety questions and of the advice. They load with the screen that asks.
import { speaker } from "../../i18n";

export const en = {
  title: "Safety check",
  intro: "Tap each line that is true for you. If none is true, tap “None of these”.",
  weekly: "A few questions, once a week. Tap what is true for you.",
  tick: "Tap what is true for you",
  none: "None of these",
  next: "Next",
  back: "Back",
  page: "Page {page} of {pages}",
  later: "Later",
  load: "Try again",
  missing:
    "The questions haven't reached this phone yet. Go online once. Until then, look at “I feel unwell”.",
  emergency: "Get help now",
  same_day: "See a doctor today",
  therapist: "Thank you for telling us",
  clear: "No warning signs in your answers",
  clearText: "If you feel worse, stop and tap “I feel unwell”.",
  crew: "Show this to the ambulance crew",
  crewText: "I do neck exercises for headaches. At {time} I said yes to:",
  worse: "If it gets worse, call {number}",
  held: "Your therapist will look at this before you do it again: {names}",
  go: "Continue",
};

export const es: Record<keyof typeof en, string> = {
  title: "Preguntas de seguridad",
  intro: "Marca cada línea que sea cierta para ti. Si ninguna lo es, toca “Ninguna de estas”.",
  weekly: "Una vez por semana, unas preguntas. Marca lo que sea cierto para ti.",
  tick: "Marca lo que sea cierto para ti",
  none: "Ninguna de estas",
  next: "Siguiente",
  back: "Atrás",
  page: "Página {page} de {pages}",
  later: "Más tarde",
  load: "Intentar de nuevo",
  missing:
    "Las preguntas todavía no han llegado a este teléfono. Conéctate una vez; mientras tanto, mira “Me siento mal”.",
  emergency: "Pide ayuda ahora",
  same_day: "Ve a un médico hoy",
  therapist: "Gracias por decirlo",
  clear: "Tus respuestas no muestran señales de alarma",
  clearText: "Si te sientes peor, detente y toca “Me siento mal”.",
  crew: "Muestra esto al personal de la ambulancia",
  crewText: "Hago ejercicios de cuello para el dolor de cabeza. A las {time} dije que sí a:",
  worse: "Si empeora, llama al {number}",
  held: "Tu terapeuta revisará esto antes de que lo vuelvas a hacer: {names}",
  go: "Continuar",
};

export const say = speaker({ en, es });
