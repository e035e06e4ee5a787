/** Fill in {name}, and the word that goes with a number: {n|day|days} is "day" where n is 1. */
export function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(
    /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g,
    (_, name: string, one?: string, more?: string) =>
      String((one === undefined ? values[name] : Number(values[name]) === 1 ? one : more) ?? ""),
  );
}
