// The words of progress. They load with its screen, not with Today.
import { speaker } from "../../i18n";

export const en = {
  title: "Progress",
  days: "Headache days in 28 days",
  about: "about",
  few: "Only {n} of the last 28 days {n|is|are} recorded. You'll see a number after 14 recorded days.",
  of: "{h} of {n} recorded {n|day|days}",
  before: "Before: {n}.",
  fewer: "That is {n}% fewer.",
  more: "That is {n}% more.",
  same: "That is the same.",
  weeks: "Your weeks",
  table: "As a table",
  chart: "As a chart",
  empty: "Your first weeks will show up here. Answer the headache question each day.",
  honest:
    "Days you didn't record are unknown, not headache-free. The charts show what happened when, not what caused it.",
  exercise: "Exercise in 28 days",
  "exercise.none": "Nothing logged yet.",
  "exercise.days": "You exercised on {n} {n|day|days}.",
  "exercise.run": "Your longest run was {n} {n|day|days}. One day of rest a week is part of it.",
  medicine: "Medicine days in 30 days",
  "medicine.none": "None recorded.",
  "medicine.unknown": "Nothing was recorded in these 30 days, so we can't tell.",
  "medicine.days": "{name}: at least {n}",
  "medicine.near":
    "You have taken headache medicine on {n} of the last 30 days. Taking it often can cause more headaches. Mention it at your next visit.",
  "medicine.reached":
    "Please talk with your doctor or pharmacist soon about how often you use it. Do not stop suddenly on your own, especially if it has an opioid or butalbital.",
  activities: "My three activities",
  "activities.none": "Nothing rated yet.",
  "activities.rate": "Rate them now",
  share: "Share a summary",
  words:
    "From {from} to {to}: {r} of {all} days recorded. Headache days in the first recorded week: {h1}; in the last: {h2}. {s} {s|session|sessions} done; medicine on at least {m} {m|day|days}.",
  "col.week": "Week from",
  "col.recorded": "Days recorded",
  "col.headache": "Headache days",
  "col.pain": "Worst pain, average",
  "col.medicine": "Medicine days",
  "col.sessions": "Sessions",
  "row.headache": "Headache days a week",
  "row.pain": "Worst pain, weekly average",
  "row.medicine": "Medicine days a week",
  "row.sessions": "Sessions a week",
};

export const es: Record<keyof typeof en, string> = {
  title: "Progreso",
  days: "Días con dolor de cabeza en 28 días",
  about: "unos",
  few: "Solo anotaste {n} de los últimos 28 días. Verás un número cuando tengas 14.",
  of: "{h} de {n} {n|día anotado|días anotados}",
  before: "Antes: {n}.",
  fewer: "Son {n}% menos.",
  more: "Son {n}% más.",
  same: "Sigue igual.",
  weeks: "Tus semanas",
  table: "Ver tabla",
  chart: "Ver gráfica",
  empty: "Aquí verás tus primeras semanas. Contesta cada día la pregunta del dolor de cabeza.",
  honest:
    "De los días que no anotaste no se sabe nada; no son días sin dolor. Las gráficas muestran qué pasó y cuándo, no la causa.",
  exercise: "Ejercicio en 28 días",
  "exercise.none": "Todavía no hay nada anotado.",
  "exercise.days": "Hiciste ejercicio {n} {n|día|días}.",
  "exercise.run":
    "Tu racha más larga fue de {n} {n|día|días}. Un día de descanso por semana cuenta como parte de ella.",
  medicine: "Días con medicina en 30 días",
  "medicine.none": "Ninguno anotado.",
  "medicine.unknown": "No se anotó nada en estos 30 días, así que no se sabe.",
  "medicine.days": "{name}: al menos {n}",
  "medicine.near":
    "Tomaste medicina para el dolor de cabeza en {n} de los últimos 30 días. Tomarla muy seguido puede causar más dolores de cabeza. Coméntalo en tu próxima visita.",
  "medicine.reached":
    "Habla pronto con tu médico o farmacéutico sobre qué tan seguido la usas. No la dejes de golpe por tu cuenta, sobre todo si tiene un opioide o butalbital.",
  activities: "Mis tres actividades",
  "activities.none": "Todavía no las has calificado.",
  "activities.rate": "Calificar ahora",
  share: "Compartir un resumen",
  words:
    "Del {from} al {to}: {r} de {all} días anotados. Días con dolor de cabeza en la primera semana anotada: {h1}; en la última: {h2}. {s} {s|sesión hecha|sesiones hechas}; medicina en al menos {m} {m|día|días}.",
  "col.week": "Semana del",
  "col.recorded": "Días anotados",
  "col.headache": "Días con dolor de cabeza",
  "col.pain": "Peor dolor, promedio",
  "col.medicine": "Días con medicina",
  "col.sessions": "Sesiones",
  "row.headache": "Días con dolor de cabeza por semana",
  "row.pain": "Peor dolor, promedio de la semana",
  "row.medicine": "Días con medicina por semana",
  "row.sessions": "Sesiones por semana",
};

export const say = speaker({ en, es });
