// Which rows are shown, and in which order. Pure.
import { isOpen } from "../reasons";
import type { Row } from "../types";

export type Filter = "all" | "waiting" | "snoozed" | "invited";
export type SortKey = "urgency" | "name" | "headache" | "sessions" | "heard";

export const FILTERS: { value: Filter; text: string }[] = [
  { value: "all", text: "All" },
  { value: "waiting", text: "Waiting" },
  { value: "snoozed", text: "Snoozed" },
  { value: "invited", text: "Not joined" },
];

const KEEPS: Record<Filter, (row: Row) => boolean> = {
  all: () => true,
  waiting: (row) => row.reasons.some(isOpen),
  snoozed: (row) => row.reasons.some((reason) => reason.snoozed_until !== null && !reason.waiting),
  invited: (row) => row.status === "invited",
};

const BY: Record<Exclude<SortKey, "urgency">, (a: Row, b: Row) => number> = {
  name: (a, b) => a.name.localeCompare(b.name),
  headache: (a, b) => (b.monthly_headache_days ?? -1) - (a.monthly_headache_days ?? -1),
  sessions: (a, b) => a.sessions_7d - b.sessions_7d,
  heard: (a, b) => (a.last_heard_on ?? "").localeCompare(b.last_heard_on ?? ""),
};

/** The server's order is urgency; another key keeps it among equals. */
export function shownRows(rows: Row[], search: string, filter: Filter, reason: string, sort: SortKey): Row[] {
  const wanted = search.trim().toLowerCase();
  const kept = rows.filter(
    (row) =>
      row.name.toLowerCase().includes(wanted) &&
      KEEPS[filter](row) &&
      (!reason || row.reasons.some((each) => each.code === reason)),
  );
  return sort === "urgency" ? kept : kept.sort(BY[sort]);
}
