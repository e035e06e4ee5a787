// The eyes-free player: the phone lies on the floor. One loop asks the clock where the session is and draws that.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { easierItem } from "../../domain/easier";
import type { PlanItem, Words } from "../../domain/plan";
import { wordsForSide } from "../../domain/sided-words";
import { cueAt, cueTrack } from "../../domain/spoken";
import { lengthOf, poseAt, type SessionItem, type Step, startOfItem, stepAt } from "../../domain/timeline";
import { Figure } from "../../figures/Figure";
import { language, t } from "../../i18n";
import { unlockSound } from "../../platform/sound";
import { hush, say as speak } from "../../platform/speech";
import { keepAwake } from "../../platform/wake-lock";
import { AHEAD_MS, buzzAt, scheduleTones } from "./cues";
import { type Draft, goOn, keepSession, pause, positionOf, seek } from "./draft";
import { backTo, withVersion } from "./items";
import { Ring } from "./Ring";
import { EasierSheet, HowToSheet, HurtsSheet, SkipSheet } from "./sheets";
import { spokenWords } from "./spoken-words";
import { say } from "./words";

interface Props {
  draft: Draft;
  items: SessionItem[];
  steps: Step[];
  onChange: (draft: Draft) => void;
  onFinish: (position: number) => void;
  onLeave: () => void;
}

type Open = "howto" | "easier" | "hurts" | "skip" | null;

const GREEN_MOST = 3;
/** Getting ready, resting and reading can be cut short. */
const CUT_SHORT = new Set(["rise", "ready", "rest", "switch", "step"]);

export function Player({ draft, items, steps, onChange, onFinish, onLeave }: Props) {
  const [now, setNow] = useState(Date.now());
  const [open, setOpen] = useState<Open>(null);
  const [sound, setSound] = useState(localStorage.getItem("nod-sound") !== "off");
  const felt = useRef<Step | null>(null);
  const said = useRef("");
  const latest = useRef(draft);
  latest.current = draft;
  const running = draft.pausedAt === null;
  const position = positionOf(draft, now);
  const step = stepAt(steps, position);
  const cues = useMemo(
    () => cueTrack(items, steps, language.value, spokenWords[language.value]),
    [items, steps, language.value],
  );
  const cue = cueAt(cues, position);

  useEffect(() => {
    if (!running) return;
    // A timer, not only frames: browsers stop frames for a hidden page, and the cues must go on.
    const timer = setInterval(() => setNow(Date.now()), 100);
    let frame = requestAnimationFrame(function draw() {
      setNow(Date.now());
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

  useEffect(() => {
    if (!running || step === felt.current) return;
    felt.current = step;
    if (step) buzzAt(step);
    else {
      if (sound) speak(spokenWords[language.value].done, language.value);
      onFinish(lengthOf(steps));
    }
  }, [step, running]);

  useEffect(() => {
    // The same words at another moment are said again; those of a step that was left are not.
    const key = cue ? `${cue.at} ${cue.text}` : "";
    if (!running || key === said.current) return;
    said.current = key;
    if (sound && cue && step && cue.at >= step.start) speak(cue.text, language.value);
  }, [cue, running, sound]);

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

  if (!step) return null;
  const item = items[step.item] as SessionItem;
  const prescribed = draft.items[step.item] as PlanItem;
  const side = step.side === "none" ? item.dose.side : step.side;
  const words = wordsForSide(item.words[language.value], side, language.value);
  const act = (next: Draft) => {
    setNow(Date.now());
    onChange(next);
  };
  const toggle = () => {
    unlockSound();
    act(running ? pause(draft, Date.now()) : goOn(draft, Date.now()));
  };
  const leaveItem = (note: { skipped?: string; pain?: number }) => {
    const at = Date.now();
    const here = positionOf(draft, at);
    const target = startOfItem(steps, step.item + 1);
    const notes = { ...draft.notes, [item.id]: { ...draft.notes[item.id], ...note, leftAt: here } };
    setOpen(null);
    if (target >= lengthOf(steps)) {
      act({ ...pause(draft, at), notes });
      onFinish(here);
    } else act(goOn(seek({ ...draft, notes }, target, at), at));
  };
  const openSheet = (which: Open) => {
    if (running) act(pause(draft, Date.now()));
    setOpen(which);
  };
  const back = () => {
    const start = startOfItem(steps, step.item);
    const target = position - start > 3_000 || step.item === 0 ? start : startOfItem(steps, step.item - 1);
    const index = target === start ? step.item : step.item - 1;
    act(backTo(draft, index, target, Date.now()));
  };
  const part = Math.min(1, Math.max(0, (position - step.start) / (step.end - step.start)));
  const fresh = draft.pausedAt === 0;
  const easier = draft.notes[item.id]?.easier === true;
  const version = (choice: boolean, extra: { pain?: number } = {}) => {
    const noted = { ...draft, notes: { ...draft.notes, [item.id]: { ...draft.notes[item.id], ...extra } } };
    act(withVersion(noted, step.item, choice, Date.now()));
  };

  return (
    <main class="player">
      <h1 class="visually-hidden">{t(`slot.${draft.slot}`)}</h1>
      <header class="row between">
        <button
          type="button"
          class="button-quiet"
          onClick={() => {
            if (!fresh) onChange(pause(draft, Date.now()));
            onLeave();
          }}
        >
          {t("session.leave")}
        </button>
        <ol class="segments" aria-label={`${step.item + 1} / ${items.length}`}>
          {items.map((each, index) => (
            <li key={each.id} class={index < step.item ? "done" : index === step.item ? "now" : ""} />
          ))}
        </ol>
        <button
          type="button"
          class="button-quiet"
          aria-pressed={sound}
          aria-label={t("session.sound")}
          onClick={() => {
            localStorage.setItem("nod-sound", sound ? "off" : "on");
            if (sound) hush();
            setSound(!sound);
          }}
        >
          <svg class="sound-icon" viewBox="0 0 24 24" aria-hidden="true">
            <path
              d={`M4 9.5v5h3.5L12 19V5L7.5 9.5z${sound ? "M15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11" : "M16 10l5 5M21 10l-5 5"}`}
            />
          </svg>
        </button>
      </header>
      <div class="stage">
        <Figure figure={item.figure} alt={words.alt} progress={poseAt(step, position)} side={side} />
      </div>
      <section class="now" aria-label={words.name}>
        <h2>{words.name}</h2>
        <p class="cue">{lineOf(step, words, easier && !item.easier?.exercise)}</p>
        {item.dose.target_mmhg != null && <p class="target">{say("target", { n: item.dose.target_mmhg })}</p>}
        <Ring step={step} part={part} left={Math.ceil((step.end - position) / 1000)} />
        <p class="count" role="status">
          {countText(step, item)}
        </p>
      </section>
      <div class="controls">
        <button type="button" class="button-soft" onClick={back}>
          {t("session.previous")}
        </button>
        <button type="button" class="button big" onClick={toggle}>
          {running ? t("session.pause") : fresh ? t("today.start") : t("session.go")}
        </button>
        {CUT_SHORT.has(step.kind) ? (
          <button type="button" class="button-soft" onClick={() => act(seek(draft, step.end, Date.now()))}>
            {step.kind === "rest"
              ? t("session.skiprest")
              : step.kind === "step"
                ? say("next")
                : t("session.skip")}
            {step.kind === "ready" && <span class="visually-hidden"> {t("session.ready")}</span>}
          </button>
        ) : (
          <button type="button" class="button-soft" onClick={() => openSheet("skip")}>
            {t("session.skip")}
          </button>
        )}
      </div>
      <div class="row centre">
        <button type="button" class="button-quiet" onClick={() => openSheet("howto")}>
          {t("session.howto")}
        </button>
        <button type="button" class="button-quiet" aria-pressed={easier} onClick={() => openSheet("easier")}>
          {t("session.easier")}
        </button>
        <button type="button" class="button-quiet warn" onClick={() => openSheet("hurts")}>
          {t("session.hurts")}
        </button>
        <a class="button-quiet warn" href="/app/unwell">
          {t("unwell.link")}
        </a>
      </div>
      {open === "howto" && (
        <HowToSheet
          words={words}
          media={item.media}
          note={item.dose.note}
          painLimit={item.pain_limit}
          onSkip={() => setOpen("skip")}
          onClose={() => setOpen(null)}
        />
      )}
      {open === "easier" && (
        <EasierSheet
          usual={prescribed}
          easier={easierItem(prescribed)}
          chosen={easier}
          onChoose={(choice) => {
            setOpen(null);
            if (choice === easier) act(goOn(draft, Date.now()));
            else version(choice);
          }}
          onClose={() => setOpen(null)}
        />
      )}
      {open === "skip" && (
        <SkipSheet onSkip={(skipped) => leaveItem({ skipped })} onClose={() => setOpen(null)} />
      )}
      {open === "hurts" && (
        <HurtsSheet
          usual={prescribed}
          words={words}
          easier={easierItem(prescribed)}
          painLimit={item.pain_limit}
          onGoOn={(pain) => {
            setOpen(null);
            // Amber means the easier version from here on.
            if (pain > GREEN_MOST && !easier) version(true, { pain });
            else {
              const notes = { ...draft.notes, [item.id]: { ...draft.notes[item.id], pain } };
              act(goOn({ ...draft, notes }, Date.now()));
            }
          }}
          onStop={(pain) => leaveItem({ pain, skipped: "pain" })}
          onClose={() => setOpen(null)}
        />
      )}
    </main>
  );
}

/** The one line under the name: how to begin, what is read out, or what matters while moving. */
function lineOf(step: Step, words: Words, easier: boolean): string {
  if (easier) return words.easier;
  if (step.kind === "ready" || step.kind === "switch") return words.start;
  if (step.kind === "step") return words.steps[step.line ?? 0] ?? words.cue;
  const said = step.kind === "let_go" || words.say?.length !== 2 ? words.say?.[step.line ?? -1] : undefined;
  return said && !said.includes("{") ? said : words.cue;
}

function countText(step: Step, item: SessionItem): string {
  const { sets, reps, type, hold_seconds: seconds } = item.dose;
  const words: string[] = [];
  if (item.easierChosen) words.push(say("easier.on"));
  if (type === "walk") words.push(say("count.minutes", { n: Math.round(seconds / 60) }));
  else if (step.kind === "step") {
    const all = item.tempo?.step_s?.length ?? item.words[language.value].steps.length;
    words.push(say("count.step", { n: (step.line ?? 0) + 1, all }));
  } else if (step.rep === 0) words.push(`${sets} × ${reps}`);
  else words.push(count(step, item));
  if (step.rep > 0 && sets > 1) words.push(t("session.set", { n: step.set, all: sets }));
  if (step.side !== "none") words.push(say(`side.${step.side}`));
  return words.join(" · ");
}

function count({ rep: n }: Step, { dose: { type, reps: all } }: SessionItem): string {
  return type === "breathing" ? say("count.breath", { n, all }) : t("session.rep", { n, all });
}
