// The eyes-free player: the phone lies on the floor. One loop asks the clock where the session is and draws that.
import { useEffect, useRef, useState } from "preact/hooks";
import type { PlanItem } from "../../domain/plan";
import { lengthOf, type Step, startOfItem, stepAt } from "../../domain/timeline";
import { ease, Figure } from "../../figures/Figure";
import { language, t } from "../../i18n";
import { unlockSound } from "../../platform/sound";
import { hush } from "../../platform/speech";
import { keepAwake } from "../../platform/wake-lock";
import { AHEAD_MS, announce, scheduleTones } from "./cues";
import { type Draft, goOn, keepSession, pause, positionOf, seek } from "./draft";
import { Ring } from "./Ring";
import { EasierSheet, HowToSheet, HurtsSheet, SkipSheet } from "./sheets";

interface Props {
  draft: Draft;
  items: PlanItem[];
  steps: Step[];
  onChange: (draft: Draft) => void;
  onFinish: (position: number) => void;
  onLeave: () => void;
}

type Open = "howto" | "easier" | "hurts" | "skip" | null;

const GREEN_MOST = 3;

export function Player({ draft, items, steps, onChange, onFinish, onLeave }: Props) {
  const [now, setNow] = useState(Date.now());
  const [open, setOpen] = useState<Open>(null);
  const [sound, setSound] = useState(localStorage.getItem("nod-sound") !== "off");
  const said = useRef<Step | null>(null);
  const latest = useRef(draft);
  latest.current = draft;
  const running = draft.pausedAt === null;
  const position = positionOf(draft, now);
  const step = stepAt(steps, position);

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
    if (!running || step === said.current) return;
    said.current = step;
    if (step === null) {
      onFinish(lengthOf(steps));
      return;
    }
    const item = items[step.item];
    if (item) announce(step, item, sound);
  }, [step, running]);

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
  const item = items[step.item] as PlanItem;
  const words = item.words[language.value];
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
    act(seek(draft, target, Date.now()));
  };
  const part = Math.min(1, Math.max(0, (position - step.start) / (step.end - step.start)));
  const fresh = draft.pausedAt === 0;
  const easier = draft.notes[item.id]?.easier === true;

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
        <Figure
          figure={item.figure}
          alt={words.alt}
          progress={progressOf(step, part)}
          side={step.side === "none" ? item.dose.side : step.side}
        />
      </div>
      <section class="now" aria-label={words.name}>
        <h2>{words.name}</h2>
        <p class="cue">{easier ? words.easier : step.kind === "ready" ? words.start : words.cue}</p>
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
        {step.kind === "rest" || step.kind === "ready" ? (
          <button type="button" class="button-soft" onClick={() => act(seek(draft, step.end, Date.now()))}>
            {t(step.kind === "rest" ? "session.skiprest" : "session.skip")}
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
          onSkip={() => setOpen("skip")}
          onClose={() => setOpen(null)}
        />
      )}
      {open === "easier" && (
        <EasierSheet
          easier={words.easier}
          chosen={easier}
          onChoose={(choice) => {
            setOpen(null);
            const notes = { ...draft.notes, [item.id]: { ...draft.notes[item.id], easier: choice } };
            act(goOn({ ...draft, notes }, Date.now()));
          }}
          onClose={() => setOpen(null)}
        />
      )}
      {open === "skip" && (
        <SkipSheet onSkip={(skipped) => leaveItem({ skipped })} onClose={() => setOpen(null)} />
      )}
      {open === "hurts" && (
        <HurtsSheet
          easier={words.easier}
          onGoOn={(pain) => {
            setOpen(null);
            // Amber means the easier version from here on.
            const note = pain > GREEN_MOST ? { pain, easier: true } : { pain };
            const notes = { ...draft.notes, [item.id]: { ...draft.notes[item.id], ...note } };
            act(goOn({ ...draft, notes }, Date.now()));
          }}
          onStop={(pain) => leaveItem({ pain, skipped: "pain" })}
          onClose={() => setOpen(null)}
        />
      )}
    </main>
  );
}

function progressOf(step: Step, part: number): number {
  if (step.kind === "out") return ease(part);
  if (step.kind === "hold") return 1;
  if (step.kind === "back") return 1 - ease(part);
  return 0;
}

function countText(step: Step, item: PlanItem): string {
  const { sets, reps } = item.dose;
  if (step.rep === 0) return `${sets} × ${reps}`;
  const words = [t("session.rep", { n: step.rep, all: reps })];
  if (sets > 1) words.push(t("session.set", { n: step.set, all: sets }));
  if (step.side !== "none") words.push(t(`session.${step.side}`));
  return words.join(" · ");
}
