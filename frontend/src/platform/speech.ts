// Spoken cues in the patient's language: an extra, never the only cue.

// As US clinics speak, the nearest first; after them any voice of the language, rather than one that reads Spanish as
// if it were English.
const ACCENTS: Record<string, string[]> = { en: ["en-US"], es: ["es-US", "es-MX", "es-419"] };

export function say(text: string, language: string): void {
  if (!("speechSynthesis" in window)) return;
  speechSynthesis.cancel();
  const words = new SpeechSynthesisUtterance(text);
  words.voice = voiceFor(language, speechSynthesis.getVoices());
  words.lang = words.voice?.lang ?? ACCENTS[language]?.[0] ?? language;
  words.rate = 0.95;
  speechSynthesis.speak(words);
}

/** The voice that reads a language best, of those that this device has; null leaves the choice to the browser. */
export function voiceFor(language: string, voices: SpeechSynthesisVoice[]): SpeechSynthesisVoice | null {
  // Android writes "es_MX".
  const known = voices.filter(({ lang }) => lang.startsWith(language));
  const accents = ACCENTS[language] ?? [];
  const rank = ({ lang }: SpeechSynthesisVoice) =>
    (accents.indexOf(lang.replace("_", "-")) + 1 || 9) as number;
  return known.sort((a, b) => rank(a) - rank(b))[0] ?? null;
}

export function hush(): void {
  if ("speechSynthesis" in window) speechSynthesis.cancel();
}
