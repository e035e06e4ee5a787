// Texts by what a reader sees as one character, which may be several of JavaScript's.

/** The beginning of a text, at most `longest` UTF-16 units long, never cut inside of what reads as one character. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  let end = 0;
  for (const { index, segment } of new Intl.Segmenter().segment(text)) {
    if (index + segment.length > longest) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}
