// A step back as it is proposed: easier exercises, or half the dose. A therapist changes and publishes it; nothing
// steps back by itself.

interface Dose {
  sets: number;
  reps: number;
  hold_seconds: number;
}

interface Line extends Dose {
  exercise: string;
  type?: string;
  per_day: number;
  days_week: number;
}

/** Half of a dose, rounded up: sets where there are several, else repetitions, else the time held. */
export function halved<Whole extends Dose>(dose: Whole): Whole {
  const half = (count: number) => Math.ceil(count / 2);
  if (dose.sets > 1) return { ...dose, sets: half(dose.sets) };
  if (dose.reps > 1) return { ...dose, reps: half(dose.reps) };
  return { ...dose, hold_seconds: half(dose.hold_seconds) };
}

/**
 * The lines of a program one step back. Each that hurt becomes the first of its `easier` ones (as often as before), else
 * half its dose. When none was named, the patient was only worse afterwards: then every exercise is halved, habits aside.
 */
export function steppedBack<Program extends Line>(
  lines: Program[],
  hurt: string[],
  easier: (line: Program) => Program | null,
): Program[] {
  const named = lines.filter(({ exercise }) => hurt.includes(exercise));
  return lines.map((line) => {
    if (named.length === 0) return line.type === "habit" || line.type === "checklist" ? line : halved(line);
    if (!named.includes(line)) return line;
    const next = easier(line);
    return next ? { ...next, per_day: line.per_day, days_week: line.days_week } : halved(line);
  });
}
