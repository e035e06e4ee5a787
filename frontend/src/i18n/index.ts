// Picks the language and fills in sentences. The patient's own choice wins over the browser's.
import { signal } from "@preact/signals";
import type { Language } from "../domain/plan";
import { en, type Key } from "./en";
import { es } from "./es";

const WORDS: Record<Language, Record<Key, string>> = { en, es };

export const language = signal<Language>(navigator.language.startsWith("es") ? "es" : "en");

export function setLanguage(next: Language): void {
  language.value = next;
  document.documentElement.lang = next;
}

/** The sentence for a key, with {names} filled in. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  return WORDS[language.value][key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

export type { Key };

/** A date in words, such as "Mon 3 Nov". */
export function dateInWords(date: string, options: Intl.DateTimeFormatOptions = {}): string {
  const format = { weekday: "short", day: "numeric", month: "short", timeZone: "UTC", ...options } as const;
  return new Intl.DateTimeFormat(language.value, format).format(Date.parse(`${date}T00:00:00Z`));
}
