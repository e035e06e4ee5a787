// The safety questions: the worst first, a few on each page, each on its own line; then what to do. An emergency line
// brings its advice as soon as it is ticked. Works offline.
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { type Asked, blocksFor, pagesOf, type Urgency, urgencyOf } from "../../domain/safety";
import { language, t } from "../../i18n";
import { safetyCheck } from "../../store/library";
import { useBusy } from "../../ui/busy";
import { saveCheck, snapshot, syncNow, today } from "../state";
import { Advice } from "./Advice";
import { say } from "./words";

export function CheckScreen({ asked, onDone }: { asked: Asked; onDone?: () => void }) {
  const { route } = useLocation();
  const [yes, setYes] = useState<ReadonlySet<string>>(new Set());
  const [place, setPlace] = useState(0);
  const [shown, setShown] = useState<Urgency | null | undefined>();
  const { isBusy, once } = useBusy();
  const check = safetyCheck(snapshot.value?.library);
  const blocks = blocksFor(check.blocks, asked, check.weekly);
  const pages = pagesOf(blocks);
  const page = pages[place];
  const leave = onDone ?? (() => route("/app/", true));
  if (shown !== undefined) return <Advice answered={shown} yes={yes} blocks={blocks} onDone={leave} />;
  if (!page)
    return (
      <main class="stack screen">
        <p class="card">{say("missing")}</p>
        <a class="button" href="/app/unwell">
          {t("unwell.link")}
        </a>
        {asked === "sign_up" ? (
          <button type="button" class="button-soft" onClick={() => void syncNow()}>
            {say("load")}
          </button>
        ) : (
          <button type="button" class="button-soft" onClick={leave}>
            {say("later")}
          </button>
        )}
      </main>
    );

  /** `answered` are the ids that count as answered: what was not asked yet is neither yes nor no. */
  const save = async (answered: string[], ticked: ReadonlySet<string>) => {
    const urgency = urgencyOf(blocks, ticked);
    const answers = Object.fromEntries(answered.map((id) => [id, ticked.has(id)]));
    await saveCheck({ occurred_on: today.value, asked, answers, shown: urgency ?? "" });
    setShown(urgency);
    scrollTo(0, 0);
  };
  const idsUpTo = (end: number) =>
    pages.slice(0, end).flatMap(({ questions }) => questions.map(({ id }) => id));
  const toggle = (id: string) => {
    const next = new Set(yes);
    if (!next.delete(id)) next.add(id);
    setYes(next);
    // Whoever has such a sign is not kept with more questions.
    if (page.urgency === "emergency" && next.has(id))
      void once(() => save([...idsUpTo(place), ...next], next));
  };
  const goOn = async () => {
    if (place + 1 === pages.length) return save(idsUpTo(pages.length), yes);
    setPlace(place + 1);
    scrollTo(0, 0);
  };
  const isTicked = page.questions.some(({ id }) => yes.has(id));
  return (
    <main class="stack screen entrance">
      <h1>{say("title")}</h1>
      <p>{say(asked === "weekly" ? "weekly" : "intro")}</p>
      <fieldset class="card stack" key={place}>
        <legend class="visually-hidden">{say("tick")}</legend>
        {page.questions.map(({ id, text }) => (
          <label class="check question" key={id}>
            <input type="checkbox" checked={yes.has(id)} disabled={isBusy} onChange={() => toggle(id)} />
            <span>{text[language.value]}</span>
          </label>
        ))}
      </fieldset>
      <button type="button" class="button wide" aria-busy={isBusy} onClick={() => void once(goOn)}>
        {say(isTicked ? "next" : "none")}
      </button>
      <div class="row between">
        <span class="small soft" role="status">
          {say("page", { page: place + 1, pages: pages.length })}
        </span>
        {place > 0 && (
          <button type="button" class="button-quiet" onClick={() => setPlace(place - 1)}>
            {say("back")}
          </button>
        )}
      </div>
    </main>
  );
}
