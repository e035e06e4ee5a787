// The pain traffic light of an exercise. Where it must be painless, any pain stops it.
export type Light = "green" | "amber" | "red";

/** The most pain (NRS) to go on with, where an exercise says nothing else. */
export const PAIN_LIMIT = 3;
const AMBER_MOST = 5;

export function lightOf(pain: number, limit = PAIN_LIMIT): Light {
  if (pain <= limit) return "green";
  // A limit of its own is strict: there is no easier version of "painless".
  return limit === PAIN_LIMIT && pain <= AMBER_MOST ? "amber" : "red";
}
