// What runs while a session plays: the clock that the screen is drawn by, and what is felt, said and heard.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { cueAt, cueTrack } from "../../domain/spoken";
import { lengthOf, type SessionItem, type Step } from "../../domain/timeline";
import { language } from "../../i18n";
import { hush, say as speak } from "../../platform/speech";
import { keepAwake } from "../../platform/wake-lock";
import { AHEAD_MS, buzzAt, scheduleTones } from "./cues";
import { spokenWords } from "./spoken-words";
import { type Draft, keepSession, positionOf } from "./unfinished";

/** The time, drawn anew with each frame while it plays; the phone stays awake and the draft is kept meanwhile. */
export function useClock(draft: Draft): [now: number, look: () => void] {
  const [now, setNow] = useState(Date.now());
  const latest = useRef(draft);
  latest.current = draft;
  const running = draft.pausedAt === null;
  const look = () => setNow(Date.now());
  useEffect(() => {
    if (!running) return;
    // A timer, not only frames: browsers stop frames for a hidden page, and the cues must go on.
    const timer = setInterval(look, 100);
    let frame = requestAnimationFrame(function draw() {
      look();
      frame = requestAnimationFrame(draw);
    });
    const heartbeat = setInterval(() => keepSession({ ...latest.current, aliveAt: Date.now() }), 5_000);
    keepSession({ ...latest.current, aliveAt: Date.now() });
    const release = keepAwake();
    return () => {
      clearInterval(timer);
      clearInterval(heartbeat);
      cancelAnimationFrame(frame);
      release();
      hush();
    };
  }, [running]);
  return [now, look];
}

interface Playing {
  draft: Draft;
  items: SessionItem[];
  steps: Step[];
  /** Where it is; null at the end. */
  step: Step | null;
  position: number;
  sound: boolean;
  onEnd: (position: number) => void;
}

export function useCues({ draft, items, steps, step, position, sound, onEnd }: Playing): void {
  const running = draft.pausedAt === null;
  const felt = useRef<Step | null>(null);
  useEffect(() => {
    if (!running || step === felt.current) return;
    felt.current = step;
    if (step) buzzAt(step);
    else {
      if (sound) speak(spokenWords[language.value].done, language.value);
      onEnd(lengthOf(steps));
    }
  }, [step, running]);

  const said = useRef("");
  const cues = useMemo(
    () => cueTrack(items, steps, language.value, spokenWords[language.value]),
    [items, steps, language.value],
  );
  const cue = cueAt(cues, position);
  useEffect(() => {
    // The same words at another moment are said again; those of a step that was left are not.
    const key = cue ? `${cue.at} ${cue.text}` : "";
    if (!running || key === said.current) return;
    said.current = key;
    if (sound && cue && step && cue.at >= step.start) speak(cue.text, language.value);
  }, [cue, running, sound]);

  const latest = useRef(draft);
  latest.current = draft;
  useEffect(() => {
    if (!running || !sound) return;
    // Tones are handed to the audio clock ahead of time: a hidden page's own timers come late.
    let cancel = scheduleTones(steps, positionOf(draft, Date.now()));
    const timer = setInterval(() => {
      cancel();
      cancel = scheduleTones(steps, positionOf(latest.current, Date.now()));
    }, AHEAD_MS / 2);
    return () => {
      clearInterval(timer);
      cancel();
    };
  }, [running, sound, draft.origin, steps]);
}

/** Whether it speaks and rings, as the phone remembers it. */
export function useSound(): [sound: boolean, toggle: () => void] {
  const [sound, setSound] = useState(localStorage.getItem("nod-sound") !== "off");
  const toggle = () => {
    localStorage.setItem("nod-sound", sound ? "off" : "on");
    if (sound) hush();
    setSound(!sound);
  };
  return [sound, toggle];
}
