// Calendar dates as "YYYY-MM-DD" strings: a patient's day is a date on their wall, never an instant.

export type LocalDate = string;

/** The date on a wall in `zone` at an instant in milliseconds. */
export function localDate(instant: number, zone: string): LocalDate {
  // Swedish writes dates the ISO way.
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }).format(instant);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Whole days from `first` to `second`; negative when `second` is earlier. */
export function daysBetween(first: LocalDate, second: LocalDate): number {
  return Math.round((Date.parse(`${second}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / 86_400_000);
}

/** An instant written with the zone's own offset, so that a reader sees the wall clock too. */
export function isoWithOffset(instant: number, zone: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium",
  }).format(instant);
  const wall = `${parts.replace(" ", "T")}`;
  const minutes = Math.round((Date.parse(`${wall}Z`) - Math.floor(instant / 1000) * 1000) / 60_000);
  const sign = minutes < 0 ? "-" : "+";
  const two = (value: number) => String(value).padStart(2, "0");
  return `${wall}${sign}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}
