// Spoken cues in the patient's language: an extra, never the only cue.

export function say(text: string, language: string): void {
  if (!("speechSynthesis" in window)) return;
  speechSynthesis.cancel();
  const words = new SpeechSynthesisUtterance(text);
  words.lang = language === "es" ? "es-ES" : "en-US";
  words.rate = 0.95;
  speechSynthesis.speak(words);
}

export function hush(): void {
  if ("speechSynthesis" in window) speechSynthesis.cancel();
}
