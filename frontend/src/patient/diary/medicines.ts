// Medicine classes in the patient's words.
import type { Medicine } from "../../domain/diary";
import { language, t } from "../../i18n";
import { snapshot } from "../state";

/** All of them (phone-diary.test.tsx), in the order they are offered. */
export const CLASSES: Medicine["class"][] = [
  "simple",
  "triptan",
  "combination",
  "opioid",
  "ergot",
  "gepant_ditan",
  "muscle_relaxant",
  "preventive",
  "other",
];

/** The clinic's name for a class where the content has arrived, else the app's own. */
export function className(kind: Medicine["class"]): string {
  const slug = kind.replaceAll("_", "-");
  const known = snapshot.value?.library?.medicine.find((each) => each.slug === slug);
  return known?.name[language.value] ?? t(`diary.medicine.${kind}`);
}

export function examplesOf(kind: Medicine["class"]): string {
  const slug = kind.replaceAll("_", "-");
  const known = snapshot.value?.library?.medicine.find((each) => each.slug === slug);
  return known?.examples?.[language.value]?.join(", ") ?? "";
}

export function medicineName(medicine: Medicine): string {
  return medicine.name || className(medicine.class);
}
