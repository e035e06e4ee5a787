// What a session of each item says, with what does not fit. scripts/cue_tracks.py runs it, so that the pack is read by
// the one program that can.
import { easierItem } from "../src/domain/easier";
import { minutesOnce } from "../src/domain/load";
import type { Language, PlanItem } from "../src/domain/plan";
import { type Cue, cueTrack, lengthOfSpeech } from "../src/domain/spoken";
import { layOut, lengthOf, poseAt, type SessionItem, type Step, stepAt } from "../src/domain/timeline";
import { spokenWords } from "../src/patient/session/spoken-words";

interface Told {
  slug: string;
  length: number;
  estimate: number;
  cues: { at: number; text: string; kind: string; pose: number }[];
  faults: string[];
}

function tell(item: SessionItem, language: Language): Told {
  const steps = layOut([item]);
  const cues = cueTrack([item], steps, language, spokenWords[language]);
  return {
    slug: item.exercise,
    length: lengthOf(steps) / 1000,
    estimate: minutesOnce([item.dose]),
    cues: cues.map(({ at, text }) => {
      const step = stepAt(steps, at) as Step;
      return { at: at / 1000, text, kind: step.kind, pose: poseAt(step, step.end - 1) };
    }),
    faults: cues.flatMap((cue, place) => faultsOf(cue, cues[place + 1], lengthOf(steps), language)),
  };
}

function faultsOf(cue: Cue, next: Cue | undefined, end: number, language: string): string[] {
  const faults: string[] = [];
  const late = cue.at + lengthOfSpeech(cue.text) - (next?.at ?? end + 3_000);
  if (late > 0)
    faults.push(`${language} at ${cue.at / 1000}: ${(late / 1000).toFixed(1)} s too long: ${cue.text}`);
  if (/[{}]|undefined| {2}/.test(cue.text)) faults.push(`${language} at ${cue.at / 1000}: ${cue.text}`);
  return faults;
}

const told = (items: PlanItem[]) =>
  items.map((item) => {
    const easier: SessionItem = { ...easierItem(item), easierChosen: true };
    return {
      item,
      en: tell(item, "en"),
      es: tell(item, "es"),
      easier: { en: tell(easier, "en"), es: tell(easier, "es") },
    };
  });

export default told;
