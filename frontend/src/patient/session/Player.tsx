// The eyes-free player: the phone lies on the floor. One loop asks the clock where the session is and draws that.
import { useState } from "preact/hooks";
import type { PlanItem } from "../../domain/plan";
import { wordsForSide } from "../../domain/sided-words";
import { lengthOf, poseAt, type SessionItem, type Step, startOfItem, stepAt } from "../../domain/timeline";
import { Figure } from "../../figures/Figure";
import { language, t } from "../../i18n";
import { unlockSound } from "../../platform/sound";
import { backTo } from "./items";
import { Now } from "./Now";
import { Controls, Links, Top } from "./PlayerBars";
import { type Open, PlayerSheets } from "./PlayerSheets";
import { type Draft, goOn, pause, positionOf, type SkipReason, seek } from "./unfinished";
import { useClock, useCues, useSound } from "./use-playing";

interface Props {
  draft: Draft;
  items: SessionItem[];
  steps: Step[];
  onChange: (draft: Draft) => void;
  onFinish: (position: number) => void;
  onLeave: () => void;
}

export function Player({ draft, items, steps, onChange, onFinish, onLeave }: Props) {
  const [open, setOpen] = useState<Open>(null);
  const [sound, toggleSound] = useSound();
  const [now, look] = useClock(draft);
  const running = draft.pausedAt === null;
  const position = positionOf(draft, now);
  const step = stepAt(steps, position);
  useCues({ draft, items, steps, step, position, sound, onEnd: onFinish });
  if (!step) return null;
  const item = items[step.item] as SessionItem;
  const side = step.side === "none" ? item.dose.side : step.side;
  const words = wordsForSide(item.words[language.value], side, language.value);
  const act = (next: Draft) => {
    look();
    onChange(next);
  };
  const toggle = () => {
    unlockSound();
    act(running ? pause(draft, Date.now()) : goOn(draft, Date.now()));
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
  const leaveItem = (note: { skipped?: SkipReason; pain?: number }) => {
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
  const fresh = draft.pausedAt === 0;
  const leave = () => {
    if (!fresh) onChange(pause(draft, Date.now()));
    onLeave();
  };
  const easier = draft.notes[item.id]?.easier === true;
  return (
    <main class="player">
      <h1 class="visually-hidden">{t(`slot.${draft.slot}`)}</h1>
      <Top items={items} at={step.item} sound={sound} onSound={toggleSound} onLeave={leave} />
      <div class="stage">
        <Figure figure={item.figure} alt={words.alt} progress={poseAt(step, position)} side={side} />
      </div>
      <Now step={step} item={item} words={words} isEasier={easier} position={position} />
      <Controls
        step={step}
        isFresh={fresh}
        isRunning={running}
        onBack={back}
        onToggle={toggle}
        onCutShort={() => act(seek(draft, step.end, Date.now()))}
        onSkip={() => openSheet("skip")}
      />
      <Links isEasier={easier} onOpen={openSheet} />
      <PlayerSheets
        open={open}
        draft={draft}
        place={step.item}
        item={item}
        prescribed={draft.items[step.item] as PlanItem}
        words={words}
        onOpen={setOpen}
        onChange={act}
        onLeaveItem={leaveItem}
      />
    </main>
  );
}
