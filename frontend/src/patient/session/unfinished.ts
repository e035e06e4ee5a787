// A session in progress, kept so that leaving, locking or reloading loses nothing. Its clock is two timestamps: the
// position in milliseconds follows from them at any moment, whether or not the app was running meanwhile.
import type { PlanItem } from "../../domain/plan";
import type { Slot } from "../../domain/schedule";
import { draft, keepDraft } from "../../store/drafts";
import type { Wire } from "../../wire/shapes";

export type SkipReason = Wire<"SkipReasonCode">;

export interface ItemNote {
  skipped?: SkipReason;
  pain?: number;
  /** The easier version was done. */
  easier?: boolean;
  /** Repetitions that were finished before the version was changed. */
  before?: number;
  /** Where on the session's time axis the patient stopped or skipped this item. */
  leftAt?: number;
}

export interface Draft {
  version_id: string;
  slot: Slot;
  occurred_on: string;
  /** The items as they were prescribed at the start: a program that changes meanwhile changes nothing here. */
  items: PlanItem[];
  startedAt: number;
  /** The instant at which the position was, or would have been, zero. */
  origin: number;
  /** Set while paused: the position to go on from. */
  pausedAt: number | null;
  notes: Record<string, ItemNote>;
  /** The gentle version, as the headache-day rule asks: `items` hold its doses. */
  gentle?: boolean;
  /** When the player was last known to run; absent until it has. */
  aliveAt?: number;
}

/** A gap longer than this means the app was closed, not only locked. */
const CLOSED_MS = 60_000;

export function positionOf(draft: Draft, now: number): number {
  return draft.pausedAt ?? Math.max(0, now - draft.origin);
}

export function pause(draft: Draft, now: number): Draft {
  return { ...draft, pausedAt: positionOf(draft, now) };
}

export function goOn(draft: Draft, now: number): Draft {
  return draft.pausedAt === null ? draft : { ...draft, origin: now - draft.pausedAt, pausedAt: null };
}

/** Jump to a position; a paused session stays paused there. */
export function seek(draft: Draft, position: number, now: number): Draft {
  return draft.pausedAt === null ? { ...draft, origin: now - position } : { ...draft, pausedAt: position };
}

/** A draft as it should be taken up after a start of the app: what ran on while the app was closed was not done. */
export function takenUp(draft: Draft, now: number): Draft {
  if (draft.pausedAt !== null || draft.aliveAt === undefined || now - draft.aliveAt <= CLOSED_MS)
    return draft;
  return pause(draft, draft.aliveAt);
}

export function keepSession(session: Draft | null): void {
  keepDraft("session", session);
}

export function keptSession(): Draft | null {
  return draft<Draft>("session");
}
