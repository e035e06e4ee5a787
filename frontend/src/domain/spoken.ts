// What the player says, and when: one cue track from start to end, made of the steps. Pure, so that it can be read and
// tested as text (docs/cue-tracks.md).
import type { Language } from "./plan";
import { fill } from "./sentences";
import { forSide, namesSide } from "./sided-words";
import type { SessionItem, Step } from "./timeline";

export interface Cue {
  /** Milliseconds from the start of the session. */
  at: number;
  text: string;
}

export const SPOKEN = [
  "next",
  "easier",
  "target",
  "side.left",
  "side.right",
  "ready",
  "rise",
  "hold",
  "hold.breathe",
  "hold.for",
  "stay",
  "breathe",
  "half",
  "five",
  "rest",
  "rest.set",
  "switch",
  "last",
  "in",
  "out",
  "left",
  "right",
  "back",
  "minutes",
  "seconds",
  "minutes.done",
  "done",
] as const;
export type SpokenKey = (typeof SPOKEN)[number];
export type SpokenWords = Record<SpokenKey, string>;

/** Characters a second: slower than phones speak at the player's rate, so that a cue ends before the next begins. */
export const CHARS_A_SECOND = 13;
/** A hold from here on is stayed in: halfway and the last seconds are said. */
const LONG_HOLD_S = 20;
const BREATHE_FROM_S = 8;
const SAID_IN_FULL = 2;
const MINUTES_APART = 5;

/** All that is said in a session, in order. */
export function cueTrack(items: SessionItem[], steps: Step[], language: Language, words: SpokenWords): Cue[] {
  const track = new Track(language, words);
  for (const step of steps) {
    const item = items[step.item];
    if (item) track.add(step, item);
  }
  return track.cues;
}

/** Milliseconds that a text takes to be said. */
export function lengthOfSpeech(text: string): number {
  return (text.length / CHARS_A_SECOND) * 1000;
}

class Track {
  readonly cues: Cue[] = [];

  constructor(
    private readonly language: Language,
    private readonly words: SpokenWords,
  ) {}

  add(step: Step, item: SessionItem): void {
    const seconds = (step.end - step.start) / 1000;
    const line = this.line(item, step);
    switch (step.kind) {
      case "rise":
        this.say(step.start, this.word("rise"));
        break;
      case "ready":
        this.ready(step, item);
        break;
      case "switch":
        this.say(step.start, this.word("switch"), this.startOf(item, step) || this.sideOf(step));
        break;
      case "rest":
        this.rest(step, item, seconds);
        break;
      case "hold":
        this.hold(step, seconds);
        break;
      case "inhale":
      case "exhale":
        this.breath(step, item, line);
        break;
      case "warm_up":
      case "cool_down":
        this.say(step.start, line);
        break;
      case "brisk":
        this.brisk(step, seconds, line);
        break;
      case "go_on":
        this.goOn(step, seconds);
        break;
      case "step":
        this.say(step.start, this.forStep(item, step));
        break;
      default:
        this.move(step, item, line);
    }
  }

  private rest(step: Step, { dose }: SessionItem, seconds: number): void {
    const next = { n: step.set + 1, all: dose.sets };
    const set = step.rep === dose.reps && step.set < dose.sets ? this.word("rest.set", next) : "";
    if (set || seconds >= 4) this.say(step.start, this.word("rest"), set);
  }

  private goOn(step: Step, seconds: number): void {
    const long = seconds >= 60;
    this.say(step.start, this.word(long ? "minutes" : "seconds", { n: inUnits(seconds) }));
    if (long) this.say(step.start + seconds * 500, this.word("half"));
  }

  /** Name and start position; before the session's first item without "next". */
  private ready(step: Step, item: SessionItem): void {
    const { words } = this.of(item);
    const { dose } = item;
    const started = this.cues.some(({ text }) => text);
    const opening = item.easierChosen ? this.word("easier") : started ? this.word("next") : "";
    const side = dose.side === "left" || dose.side === "right" ? this.sideOf(step) : "";
    const target = dose.target_mmhg == null ? "" : this.word("target", { n: dose.target_mmhg });
    const how =
      item.easierChosen && !item.easier?.exercise ? forSide(words.easier, step.side, this.language) : "";
    // What the easier version changes is said once the place is known; the start position stays as it was.
    const start = how || forSide(words.start, step.side, this.language);
    const up = step.rises ? this.word("rise") : "";
    this.say(step.start, up, opening, `${words.name}.`, start, target, side);
    if (dose.type === "habit" || dose.type === "checklist") return;
    const said = this.cues.at(-1);
    const call = step.end - 2_500;
    if (said && call > said.at + lengthOfSpeech(said.text) + 500) this.say(call, this.word("ready"));
  }

  private move(step: Step, item: SessionItem, line: string): void {
    const { dose } = item;
    const first = step.line === 0 || (dose.type === "contract_relax" && step.kind === "out");
    if (!first || step.rep <= SAID_IN_FULL || dose.type === "contract_relax") {
      this.say(step.start, line);
      return;
    }
    const alternates = dose.side === "alternate";
    const number = step.rep === dose.reps ? this.word("last") : `${step.rep}`;
    const side = alternates && step.side !== "none" ? this.word(step.side) : "";
    this.say(step.start, alternates && step.side === "left" ? "" : number, side);
  }

  private hold(step: Step, seconds: number): void {
    const half = step.start + seconds * 500;
    if (seconds >= LONG_HOLD_S) {
      this.say(step.start, this.word("stay", { n: seconds }));
      this.say(half, this.word("half"));
      this.say(step.end - 5_000, this.word("five"));
    } else if (seconds >= BREATHE_FROM_S) {
      this.say(step.start, step.rep === 1 ? this.word("hold.for", { n: seconds }) : this.word("hold"));
      this.say(half, this.word("breathe"));
    } else if (seconds >= 4) this.say(step.start, this.word(step.rep === 1 ? "hold.breathe" : "hold"));
    else if (seconds >= 2) this.say(step.start, this.word("hold"));
  }

  private breath(step: Step, item: SessionItem, line: string): void {
    const { reps, sets } = item.dose;
    const full = step.rep <= SAID_IN_FULL + 1 && step.set === 1;
    const breath = full ? line : this.word(step.kind === "inhale" ? "in" : "out");
    const halfway = sets === 1 && reps > 8 && step.rep === Math.floor(reps / 2) + 1;
    const mark = step.kind !== "inhale" ? "" : step.rep === reps ? "last" : halfway ? "half" : "";
    this.say(step.start, mark && this.word(mark as SpokenKey), breath);
  }

  private brisk(step: Step, seconds: number, line: string): void {
    this.say(step.start, line);
    const every = MINUTES_APART * 60;
    const before = (step.start - this.walkedFrom) / 1000;
    for (let at = every; at < before + seconds - 30; at += every)
      if (at > before + 30)
        this.say(step.start + (at - before) * 1000, this.word("minutes.done", { n: at / 60 }));
  }

  /** When the walk began: its "get ready" ended there. */
  private walkedFrom = 0;

  private line(item: SessionItem, step: Step): string {
    if (step.kind === "warm_up" || (step.kind === "brisk" && step.rep === 1 && !this.walkedFrom))
      this.walkedFrom = step.start;
    const text = this.of(item).words.say?.[step.line ?? -1];
    if (text === undefined) return step.kind === "back" ? this.word("back") : "";
    const filled = text.replace("{target}", String(item.dose.target_mmhg ?? ""));
    return forSide(filled, step.side, this.language);
  }

  private forStep(item: SessionItem, step: Step): string {
    return this.of(item).words.steps[step.line ?? 0] ?? "";
  }

  private startOf(item: SessionItem, step: Step): string {
    const { start } = this.of(item).words;
    return namesSide(start, this.language) ? forSide(start, step.side, this.language) : "";
  }

  private sideOf(step: Step): string {
    return step.side === "none" ? "" : this.word(`side.${step.side}`);
  }

  private of(item: SessionItem) {
    return { words: item.words[this.language] };
  }

  private word(key: SpokenKey, values: Record<string, number> = {}): string {
    return fill(this.words[key], values);
  }

  private say(at: number, ...parts: string[]): void {
    const text = parts.filter(Boolean).join(" ");
    if (text) this.cues.push({ at: Math.round(at), text });
  }
}

function inUnits(seconds: number): number {
  return seconds >= 60 ? Math.round(seconds / 60) : seconds;
}

/** The cue that is to be said at a position: the last one not after it. */
export function cueAt(cues: Cue[], position: number): Cue | null {
  let low = 0;
  let high = cues.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cues[middle]?.at ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return cues[low - 1] ?? null;
}
