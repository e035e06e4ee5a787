// What opens over the player, paused meanwhile: how it is done, the easier version, skipping, and that it hurts.
import { easierItem } from "../../domain/easier";
import type { PlanItem, Words } from "../../domain/plan";
import type { SessionItem } from "../../domain/timeline";
import { withVersion } from "./items";
import { EasierSheet, HowToSheet, HurtsSheet, SkipSheet } from "./sheets";
import { type Draft, goOn, type SkipReason } from "./unfinished";

export type Open = "howto" | "easier" | "hurts" | "skip" | null;

const GREEN_MOST = 3;

interface Props {
  open: Open;
  draft: Draft;
  place: number;
  item: SessionItem;
  /** As it was prescribed, whatever version is done. */
  prescribed: PlanItem;
  words: Words;
  onOpen: (which: Open) => void;
  onChange: (draft: Draft) => void;
  onLeaveItem: (note: { skipped?: SkipReason; pain?: number }) => void;
}

export function PlayerSheets(props: Props) {
  const { open, draft, place, item, prescribed, words, onOpen, onChange, onLeaveItem } = props;
  const close = () => onOpen(null);
  const chosen = draft.notes[item.id]?.easier === true;
  const noted = (note: { pain?: number }): Draft => ({
    ...draft,
    notes: { ...draft.notes, [item.id]: { ...draft.notes[item.id], ...note } },
  });
  if (open === "howto")
    return (
      <HowToSheet
        words={words}
        media={item.media}
        note={item.dose.note}
        painLimit={item.pain_limit}
        onSkip={() => onOpen("skip")}
        onClose={close}
      />
    );
  if (open === "easier")
    return (
      <EasierSheet
        usual={prescribed}
        easier={easierItem(prescribed)}
        chosen={chosen}
        onChoose={(choice) => {
          close();
          if (choice === chosen) onChange(goOn(draft, Date.now()));
          else onChange(withVersion(noted({}), place, choice, Date.now()));
        }}
        onClose={close}
      />
    );
  if (open === "skip") return <SkipSheet onSkip={(skipped) => onLeaveItem({ skipped })} onClose={close} />;
  if (open !== "hurts") return null;
  return (
    <HurtsSheet
      usual={prescribed}
      words={words}
      easier={easierItem(prescribed)}
      painLimit={item.pain_limit}
      onGoOn={(pain) => {
        close();
        // Amber means the easier version from here on.
        if (pain > GREEN_MOST && !chosen) onChange(withVersion(noted({ pain }), place, true, Date.now()));
        else onChange(goOn(noted({ pain }), Date.now()));
      }}
      onStop={(pain) => onLeaveItem({ pain, skipped: "pain" })}
      onClose={close}
    />
  );
}
