// Whose date is it? What a patient did or is asked has the patient's date; what staff write or put off, the clinic's. The
// zone of the machine the desk runs on says neither.
import { signal } from "@preact/signals";
import { type LocalDate, localDate } from "../domain/dates";

export const clinicZone = signal("UTC");

/** Today in a zone, or so many days later. */
export function todayIn(zone: string, later = 0): LocalDate {
  return localDate(Date.now() + later * 86_400_000, zone);
}

/** A local date in words: the same everywhere. */
export function day(on: LocalDate): string {
  return inWords(Date.parse(`${on}T00:00:00Z`), "UTC");
}

/** A date of any year, in words: the same everywhere. */
export function dayAndYear(on: LocalDate): string {
  const format = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat("en", format).format(Date.parse(`${on}T00:00:00Z`));
}

/** The date of an instant on a wall in `zone`, in words. */
export function dayAt(instant: string, zone: string): string {
  return inWords(Date.parse(instant), zone);
}

function inWords(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone }).format(at);
}

/** A day and a time on the reader's own wall, in words. */
export function moment(instant: string): string {
  return new Date(instant).toLocaleString("en", {
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
  });
}
