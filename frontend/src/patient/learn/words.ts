// The words under an article and an exercise. They load with their screens, not with Today.
import { speaker } from "../../i18n";

export const en = {
  based: "What this is based on",
  editorial: "Checked by editors. No licensed clinician has signed it yet.",
  licensed_clinician: "Reviewed by a licensed clinician.",
  ask: "Questions about this?",
  message: "Message your therapist",
  ready: "Ready for more when",
};

export const es: typeof en = {
  based: "En qué se basa",
  editorial: "Revisado por editores. Ningún profesional clínico con licencia lo ha firmado todavía.",
  licensed_clinician: "Revisado por un profesional clínico con licencia.",
  ask: "¿Tienes preguntas sobre esto?",
  message: "Escribir a tu terapeuta",
  ready: "Cuándo puedes pasar a más",
};

export const say = speaker({ en, es });
