// A session as a row of steps on one time axis. The player only asks "what is at this millisecond?", so a phone that
// was locked, hidden or reloaded is exact again at once. Each type of exercise has its own steps: docs/player.md.
import type { Dose, Move, PlanItem, Tempo } from "./plan";

export type StepKind =
  | "rise"
  | "ready"
  | "out"
  | "hold"
  | "back"
  | "rest"
  | "switch"
  | "inhale"
  | "exhale"
  | "warm_up"
  | "brisk"
  | "cool_down"
  | "go_on"
  | "let_go"
  | "step";

export interface Step {
  kind: StepKind;
  /** Milliseconds from the start of the session. */
  start: number;
  end: number;
  /** Index into the session's items. */
  item: number;
  /** Counted from 1; 0 before the first repetition. */
  set: number;
  rep: number;
  side: "none" | "left" | "right";
  /** The figure at its start and its end: 0 is the first pose, 1 the last. */
  from: number;
  to: number;
  /** Milliseconds of going to and fro between both, for what has no single movement. */
  cycle?: number;
  /** Which movement of the repetition it is, or which step of a checklist: the line that is said with it. */
  line?: number;
  /** A repetition is finished with its end. */
  counts?: true;
  /** Getting ready begins with getting up from lying. */
  rises?: true;
}

/** What the patient does: the item as prescribed or its easier version, less what was finished before the change. */
export interface SessionItem extends PlanItem {
  /** Repetitions finished before the version was changed, over all sets. */
  before?: number;
  easierChosen?: boolean;
}

export const SET_REST_MS = 20_000;
/** From lying to sitting: slowly, and over the side. */
export const RISE_MS = 10_000;
const GET_READY_S = 15;
const CHANGE_S = 8;
const STEP_S = 12;
/** One pair of paces. */
const PACES_MS = 1_200;
/** A position change is done in this time, whatever the step lasts. */
const SETTLE_MS = 4_000;
/** For versions of before the pack had a pace: out, and back. */
const MOVES: Move[] = [
  { pose: 1, s: 3, hold: true },
  { pose: 0, s: 3 },
];
const LYING = new Set(["back", "front", "side"]);

type Side = Step["side"];
type About = Omit<Step, "start" | "end">;

/** Lay out all steps of a session. */
export function layOut(items: SessionItem[]): Step[] {
  const steps: Step[] = [];
  let at = 0;
  const add = (seconds: number, about: About) => {
    const length = Math.round(seconds * 1000);
    if (length > 0) steps.push({ start: at, end: at + length, ...about });
    at += length;
  };
  items.forEach((item, index) => {
    const before = items[index - 1];
    const rises = before !== undefined && isLying(before) && !isLying(item);
    new Layout(item, index, rises, add).lay();
  });
  const last = items.at(-1);
  const up = { item: items.length - 1, set: 0, rep: 0, side: "none", from: 0, to: 0 } as const;
  if (last && isLying(last)) add(RISE_MS / 1000, { kind: "rise", ...up });
  return steps;
}

function isLying(item: SessionItem): boolean {
  return LYING.has(item.position ?? "");
}

/** The steps of one item. */
class Layout {
  private readonly dose: Dose;
  private readonly tempo: Tempo;
  private readonly moves: Move[];
  /** The pose in which a repetition begins and ends. */
  private readonly rest: number;
  private skip: number;

  constructor(
    private readonly item: SessionItem,
    private readonly index: number,
    /** One has lain down before, and sits up first. */
    private readonly rises: boolean,
    private readonly add: (seconds: number, about: About) => void,
  ) {
    this.dose = item.dose;
    this.tempo = item.tempo ?? {};
    this.moves = this.tempo.moves ?? MOVES;
    this.rest = this.pose(this.moves.at(-1)?.pose ?? 0);
    this.skip = item.before ?? 0;
  }

  lay(): void {
    const { type } = this.dose;
    const stays = { from: this.rest, to: this.rest };
    const ready = (this.tempo.get_ready_s ?? GET_READY_S) + (this.rises ? RISE_MS / 1000 : 0);
    const about = {
      ...stays,
      side: this.passes()[0] ?? "none",
      ...(this.rises ? { rises: true as const } : {}),
    };
    this.put("ready", ready, about);
    if (type === "habit" || type === "checklist") this.readOut();
    else if (type === "walk") this.walk();
    else this.sets();
  }

  /** Which pose, from 0 to 1; the easier version may go only part of the way. */
  private pose(pose: number): number {
    const last = Math.max(1, this.item.figure.poses.length - 1);
    const home = Math.min(1, (this.moves.at(-1)?.pose ?? 0) / last);
    return home + (Math.min(1, pose / last) - home) * (this.item.reach ?? 1);
  }

  private put(kind: StepKind, seconds: number, about: Partial<About>): void {
    const plain = { set: 0, rep: 0, side: "none" as Side, from: this.rest, to: this.rest };
    this.add(seconds, { kind, item: this.index, ...plain, ...about });
  }

  private passes(): Side[] {
    const { side } = this.dose;
    if (side === "each") return ["right", "left"];
    return side === "left" || side === "right" ? [side] : ["none"];
  }

  private sets(): void {
    const { sets, reps, side: sides, rest_seconds, type } = this.dose;
    const passes = this.passes();
    for (let set = 1; set <= sets; set++) {
      // What was finished before a change of version is not done again; a pair of passes counts when both are whole.
      const finished = Math.min(reps, this.skip);
      this.skip -= finished;
      if (finished === reps) continue;
      passes.forEach((side, pass) => {
        if (pass > 0) this.put("switch", this.tempo.change_s ?? CHANGE_S, { set, side });
        for (let rep = finished + 1; rep <= reps; rep++) {
          if (sides === "alternate") {
            this.repetition(set, rep, "right");
            this.repetition(set, rep, "left");
          } else this.repetition(set, rep, side);
          const lastPass = pass === passes.length - 1;
          // Letting go is part of each repetition of this type.
          if (rep < reps) this.put("rest", type === "contract_relax" ? 0 : rest_seconds, { set, rep, side });
          else if (lastPass && set < sets) this.put("rest", SET_REST_MS / 1000, { set, rep, side });
        }
      });
    }
  }

  private repetition(set: number, rep: number, side: Side): void {
    const { type, hold_seconds: hold } = this.dose;
    const about = { set, rep, side };
    if (type === "breathing") this.breath(hold, about);
    else if (type === "timed") {
      const fro = { from: this.rest, to: this.pose(this.moves[0]?.pose ?? 1) };
      const cycle = 1000 * this.moves.reduce((sum, move) => sum + move.s, 0);
      this.put("go_on", Math.max(1, hold), { ...about, ...fro, cycle, counts: true });
    } else this.movements(hold, about);
  }

  private breath(seconds: number, about: Partial<About>): void {
    const whole = this.moves.reduce((sum, move) => sum + move.s, 0);
    const pace = seconds > 0 ? seconds / whole : 1;
    let from = this.rest;
    this.moves.forEach((move, line) => {
      const to = this.pose(move.pose);
      const last = line === this.moves.length - 1;
      const kind = last ? "exhale" : "inhale";
      this.put(kind, move.s * pace, { ...about, from, to, line, ...(last ? { counts: true } : {}) });
      from = to;
    });
  }

  private movements(hold: number, about: Partial<About>): void {
    const squeezes = this.dose.type === "contract_relax";
    let from = this.rest;
    this.moves.forEach((move, place) => {
      const to = this.pose(move.pose);
      const last = place === this.moves.length - 1;
      const letsGo = squeezes && last;
      // The part of the body that is tightened changes with each repetition; the last line lets go of any.
      const line = squeezes ? (letsGo ? this.lastLine() : (about.rep ?? 1) - 1) : (move.say ?? place);
      const kind = letsGo ? "let_go" : last && !move.hold ? "back" : "out";
      const seconds = letsGo ? Math.max(move.s, this.dose.rest_seconds) : move.s;
      const ends = last && !(move.hold && hold > 0) ? { counts: true as const } : {};
      this.put(kind, seconds, { ...about, from, to, line, ...ends });
      if (move.hold)
        this.put("hold", hold, { ...about, from: to, to, ...(last ? { counts: true as const } : {}) });
      from = to;
    });
  }

  private lastLine(): number {
    return (this.item.words.en.say?.length ?? this.dose.reps + 1) - 1;
  }

  /** Slowly at first and at last, at most a quarter of the way each. */
  private walk(): void {
    const { sets, reps, hold_seconds: whole } = this.dose;
    const ease = (move: Move | undefined) => Math.min(move?.s ?? 0, Math.floor(whole / 4));
    const [warm, cool] = [ease(this.moves[0]), ease(this.moves[2])];
    const paces = { from: 0, to: 1, cycle: PACES_MS };
    for (let set = 1; set <= sets; set++)
      for (let rep = 1; rep <= reps; rep++) {
        const about = { set, rep, ...paces };
        this.put("warm_up", warm, { ...about, line: 0, cycle: PACES_MS * 1.4 });
        this.put("brisk", whole - warm - cool, { ...about, line: 1, ...(cool ? {} : { counts: true }) });
        this.put("cool_down", cool, { ...about, line: 2, cycle: PACES_MS * 1.4, counts: true });
      }
  }

  private readOut(): void {
    const { sets, reps } = this.dose;
    const known = this.tempo.step_s ?? this.item.words.en.steps.map(() => STEP_S);
    const seconds = known.length > 0 ? known : [STEP_S];
    for (let set = 1; set <= sets; set++)
      for (let rep = 1; rep <= reps; rep++)
        seconds.forEach((length, line) => {
          const ends = line === seconds.length - 1 ? { counts: true as const } : {};
          this.put("step", length, { set, rep, line, from: line === 0 ? 0 : 1, to: 1, ...ends });
        });
  }
}

/** Where the figure stands at a position within a step: 0 is the first pose, 1 the last. */
export function poseAt(step: Step, position: number): number {
  const since = Math.max(0, position - step.start);
  if (step.cycle) {
    const part = (since % step.cycle) / step.cycle;
    return step.from + (step.to - step.from) * eased(part < 0.5 ? part * 2 : 2 - part * 2);
  }
  const length = step.end - step.start;
  const settles = step.kind === "let_go" || step.kind === "step";
  const part = Math.min(1, since / (settles ? Math.min(length, SETTLE_MS) : length));
  return step.from + (step.to - step.from) * eased(part);
}

function eased(part: number): number {
  return part * part * (3 - 2 * part);
}

export function lengthOf(steps: Step[]): number {
  return steps.at(-1)?.end ?? 0;
}

/** The step at a position, found by halving; null when the session is over. */
export function stepAt(steps: Step[], position: number): Step | null {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle]?.end ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return steps[low] ?? null;
}

/** Where an item begins; the session's length for an index past the last. */
export function startOfItem(steps: Step[], item: number): number {
  return steps.find((step) => step.item === item)?.start ?? lengthOf(steps);
}

export interface Done {
  sets: number;
  reps: number;
  /** Something of it was done, though perhaps no whole repetition: half a walk. */
  begun: boolean;
}

const BESIDE = new Set<StepKind>(["ready", "rise", "rest", "switch"]);

/** Sets and repetitions of an item finished by a position (repetitions over all sets; a left-right pair is one). */
export function doneBy(steps: Step[], item: number, position: number, about?: SessionItem): Done {
  const mine = steps.filter((step) => step.item === item);
  const counted = mine.filter((step) => step.counts);
  // One repetition is finished when all its movements are: both sides of a pair, or one of each pass.
  const count = (of: Step[]) => {
    const found = new Map<string, number>();
    for (const step of of)
      found.set(`${step.set}/${step.rep}`, (found.get(`${step.set}/${step.rep}`) ?? 0) + 1);
    return found;
  };
  const needed = count(counted);
  const have = count(counted.filter((step) => step.end <= position));
  const whole = [...needed].filter(([key, moves]) => have.get(key) === moves);
  const before = Math.max(0, about?.before ?? 0);
  const finished = new Map<string, number>();
  for (const [key] of whole) {
    const set = key.split("/")[0] ?? "";
    finished.set(set, (finished.get(set) ?? 0) + 1);
  }
  const perSet = new Map<string, number>();
  for (const [key] of needed) {
    const set = key.split("/")[0] ?? "";
    perSet.set(set, (perSet.get(set) ?? 0) + 1);
  }
  const setsBefore = about ? Math.floor(before / about.dose.reps) : 0;
  const sets = [...perSet].filter(([set, reps]) => finished.get(set) === reps).length + setsBefore;
  const begun = before > 0 || mine.some((step) => !BESIDE.has(step.kind) && step.end <= position);
  return { sets, reps: whole.length + before, begun };
}
