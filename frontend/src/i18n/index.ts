// Picks the language and fills in sentences. The patient's own choice wins over the browser's. Only the words of the
// language in use are loaded.
import { signal } from "@preact/signals";
import type { Language } from "../domain/plan";
import { fill } from "../domain/sentences";
import type { Key } from "./en";

type Words = Record<Key, string>;

const LOADERS: Record<Language, () => Promise<Words>> = {
  en: () => import("./en").then(({ en }) => en),
  es: () => import("./es").then(({ es }) => es),
};
const loaded: Partial<Record<Language, Words>> = {};

export const language = signal<Language>(navigator.language.startsWith("es") ? "es" : "en");

/** Load a language's words and show them; await it once before the first screen. */
export async function setLanguage(next: Language): Promise<void> {
  loaded[next] ??= await LOADERS[next]();
  language.value = next;
  document.documentElement.lang = next;
}

/** The sentence for a key, with {names} filled in. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  return fill(loaded[language.value]?.[key] ?? "", values);
}

/** Return `t` for words that load with the screen they belong to, rather than with the app. */
export function speaker<K extends string>(words: Record<Language, Record<K, string>>): Speak<K> {
  return (key, values = {}) => fill(words[language.value][key], values);
}

type Speak<K> = (key: K, values?: Record<string, string | number>) => string;

export type { Key };

/** How dates and times are written: as in the US, in either language. */
export const locale = (): string => `${language.value}-US`;

/** A date in words, such as "Mon 3 Nov". */
export function dateInWords(date: string, options: Intl.DateTimeFormatOptions = {}): string {
  const format = { weekday: "short", day: "numeric", month: "short", timeZone: "UTC", ...options } as const;
  return new Intl.DateTimeFormat(locale(), format).format(Date.parse(`${date}T00:00:00Z`));
}

/** The name of a weekday, 0 for Monday. */
export function weekdayInWords(weekday: number, form: "narrow" | "short" | "long"): string {
  // The first of January 2024 was a Monday.
  const date = Date.UTC(2024, 0, 1 + weekday);
  return new Intl.DateTimeFormat(locale(), { weekday: form, timeZone: "UTC" }).format(date);
}
