// When somebody is at the clinic: one span a weekday in the clinic's zone, 0 is Monday. A weekday that is missing is
// closed. The server decides by the same (backend/accounts/office_hours.py).

export interface Span {
  weekday: number;
  /** Wall clock, "08:00". */
  opens: string;
  closes: string;
}

export type Opening =
  | { state: "open"; until: string }
  | { state: "closed"; inDays: number; weekday: number; at: string };

/** Whether the clinic is open, or when it opens next, by the clock on its wall; null without hours. */
export function openingAt(hours: Span[], zone: string, now: number): Opening | null {
  // Swedish writes dates and times the ISO way.
  const [date = "", time = ""] = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "short",
  })
    .format(now)
    .split(" ");
  const today = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
  for (let inDays = 0; inDays <= 7; inDays++) {
    const weekday = (today + inDays) % 7;
    const span = hours.find((each) => each.weekday === weekday);
    if (!span) continue;
    if (inDays === 0 && time >= span.opens && time < span.closes)
      return { state: "open", until: span.closes };
    if (inDays > 0 || time < span.opens) return { state: "closed", inDays, weekday, at: span.opens };
  }
  return null;
}

/** A number as written, for a tel: link: digits, and the plus of an international one. An extension is left out. */
export function dialed(phone: string): string {
  return `tel:${phone.replace(/(x|ext).*$/, "").replace(/[^+0-9]/g, "")}`;
}
