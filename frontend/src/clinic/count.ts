/** A number with its noun: "1 day", "3 days". */
export function count(n: number | undefined, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
