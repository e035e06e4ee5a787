// Words of an exercise for the side it is done to. The pack writes them for the right side, as `each` begins with it;
// for the left both words change places. The same rule as backend/library/sided_words.py.
import type { Language, Words } from "./plan";

type Done = "none" | "left" | "right" | "each" | "alternate";

const WORDS: Record<Language, RegExp> = {
  en: /\b(left|right)(?=\b)/gi,
  es: /\b(izquierd|derech)(?=[oa]s?\b)/gi,
};
const OTHER: Record<string, string> = {
  left: "right",
  right: "left",
  izquierd: "derech",
  derech: "izquierd",
};

/** A sentence for the other side. */
export function forOtherSide(text: string, language: Language): string {
  return text.replace(WORDS[language], (found) => {
    const other = OTHER[found.toLowerCase()] ?? found;
    return found[0] === found[0]?.toLowerCase() ? other : `${other[0]?.toUpperCase()}${other.slice(1)}`;
  });
}

/** A sentence for a side; for anything but the left it stays as it is written. */
export function forSide(text: string, side: Done, language: Language): string {
  return side === "left" ? forOtherSide(text, language) : text;
}

/** Whether a sentence names a side. */
export function namesSide(text: string, language: Language): boolean {
  return text.search(WORDS[language]) >= 0;
}

/** All words of an exercise for a side. */
export function wordsForSide(words: Words, side: Done, language: Language): Words {
  if (side !== "left") return words;
  const other = (text: string) => forOtherSide(text, language);
  return {
    ...words,
    cue: other(words.cue),
    start: other(words.start),
    steps: words.steps.map(other),
    mistakes: words.mistakes.map(other),
    feel: other(words.feel),
    easier: other(words.easier),
    alt: other(words.alt),
    ...(words.say ? { say: words.say.map(other) } : {}),
  };
}
