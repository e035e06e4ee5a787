// The safety questions: each on its own line, in blocks with one "None of these"; then what to do. Works offline.
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { type Asked, blocksFor, type Urgency, urgencyOf } from "../../domain/safety";
import { language, t } from "../../i18n";
import { safetyBlocks } from "../../store/library";
import { useBusy } from "../../ui/busy";
import { saveCheck, snapshot, syncNow, today } from "../state";
import { Advice } from "./Advice";

export function CheckScreen({ asked, onDone }: { asked: Asked; onDone?: () => void }) {
  const { route } = useLocation();
  const [yes, setYes] = useState<ReadonlySet<string>>(new Set());
  const [none, setNone] = useState<ReadonlySet<string>>(new Set());
  const [shown, setShown] = useState<Urgency | null | undefined>();
  const { isBusy, once } = useBusy();
  const blocks = blocksFor(safetyBlocks(snapshot.value?.library ?? null), asked);
  const leave = onDone ?? (() => route("/app/", true));
  if (blocks.length === 0)
    return (
      <main class="stack screen">
        <p class="card">{t("safety.missing")}</p>
        <a class="button" href="/app/unwell">
          {t("unwell.link")}
        </a>
        {asked === "sign_up" ? (
          <button type="button" class="button-soft" onClick={() => void syncNow()}>
            {t("safety.load")}
          </button>
        ) : (
          <button type="button" class="button-soft" onClick={leave}>
            {t("safety.later")}
          </button>
        )}
      </main>
    );
  if (shown !== undefined) return <Advice answered={shown} blocks={blocks} onDone={leave} />;

  const toggle = (block: string, id: string) => {
    const next = new Set(yes);
    if (!next.delete(id)) next.add(id);
    setYes(next);
    setNone(new Set([...none].filter((each) => each !== block)));
  };
  const noneOf = (block: (typeof blocks)[number]) => {
    const ids = new Set(block.questions.map(({ id }) => id));
    setYes(new Set([...yes].filter((id) => !ids.has(id))));
    setNone(new Set([...none, block.urgency]));
  };
  const answered = blocks.every(
    (block) => none.has(block.urgency) || block.questions.some(({ id }) => yes.has(id)),
  );
  const save = async () => {
    const answers = Object.fromEntries(
      blocks.flatMap(({ questions }) => questions.map(({ id }) => [id, yes.has(id)])),
    );
    const urgency = urgencyOf(blocks, yes);
    await saveCheck({ occurred_on: today.value, asked, answers, shown: urgency ?? "" });
    setShown(urgency);
    scrollTo(0, 0);
  };
  return (
    <main class="stack screen entrance">
      <h1>{t("safety.title")}</h1>
      <p>{t(asked === "weekly" ? "safety.weekly" : "safety.intro")}</p>
      {blocks.map((block) => (
        <fieldset class="card stack" key={block.urgency}>
          <legend class="visually-hidden">{t("safety.tick")}</legend>
          {block.questions.map(({ id, text }) => (
            <label class="check question" key={id}>
              <input type="checkbox" checked={yes.has(id)} onChange={() => toggle(block.urgency, id)} />
              <span>{text[language.value]}</span>
            </label>
          ))}
          <button
            type="button"
            class="chip wide"
            aria-pressed={none.has(block.urgency)}
            onClick={() => noneOf(block)}
          >
            {t("safety.none")}
          </button>
        </fieldset>
      ))}
      {!answered && <p class="small soft">{t("safety.each")}</p>}
      <button
        type="button"
        class="button wide"
        disabled={!answered}
        aria-busy={isBusy}
        onClick={() => void once(save)}
      >
        {t("safety.done")}
      </button>
    </main>
  );
}
