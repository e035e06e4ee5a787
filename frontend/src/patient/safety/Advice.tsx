// What the answers mean, full screen and without a network: call, see a doctor, or what else to watch for. What was
// open before weighs as much as what was just answered.

import { useState } from "preact/hooks";
import { adviceAfter } from "../../domain/advice";
import type { Block, Question, Urgency } from "../../domain/safety";
import { language, locale, t } from "../../i18n";
import { CallButtons, help, numberToCall } from "../help";
import { snapshot } from "../state";
import { HoldCard } from "./HoldCard";
import { say } from "./words";

interface Props {
  /** The most urgent yes that was just given; null: every answer was no. */
  answered: Urgency | null;
  /** The questions answered yes just now. */
  yes: ReadonlySet<string>;
  blocks: Block[];
  onDone: () => void;
}

export function Advice({ answered, yes, blocks, onDone }: Props) {
  const hold = snapshot.value?.hold ?? null;
  const advice = adviceAfter(answered, hold);
  const block = blocks.find(({ urgency }) => urgency === advice);
  const signs = block?.questions.filter(({ id }) => yes.has(id)) ?? [];
  const first = signs.flatMap((sign) => sign.first?.[language.value] ?? []);
  return (
    <main class="stack screen unwell">
      {advice === "held" ? (
        <>
          <HoldCard heading="h1" />
          {hold === "emergency" && <CallButtons />}
          {answered && <p class="small">{t("unwell.told")}</p>}
        </>
      ) : (
        <h1>{say(advice ?? "clear")}</h1>
      )}
      {advice === null && <p class="card">{say("clearText")}</p>}
      {advice && advice !== "held" && (
        <section class={advice === "therapist" ? "card stack" : "card stack urgent"} role="alert">
          {first.map((text) => (
            <p key={text}>
              <strong>{text}</strong>
            </p>
          ))}
          <p>
            <strong>
              {(block?.advice[language.value] ?? "").replaceAll("{emergency_number}", numberToCall())}
            </strong>
          </p>
          {advice === "emergency" && (
            <>
              <CallButtons />
              <p>{t("unwell.near")}</p>
              <Crew signs={signs} />
            </>
          )}
          {advice === "same_day" && (
            <a class="button-soft wide" href={`tel:${help.value.numbers[0]}`}>
              {say("worse", { number: help.value.numbers[0] ?? "" })}
            </a>
          )}
          <Held />
          <p class="small">{t("unwell.told")}</p>
        </section>
      )}
      <button
        type="button"
        class={advice === "emergency" || hold === "emergency" ? "button-quiet" : "button wide"}
        onClick={onDone}
      >
        {say("go")}
      </button>
    </main>
  );
}

/** The signs for whoever comes to help, in English too: the crew may not read the patient's language. */
function Crew({ signs }: { signs: Question[] }) {
  const [time] = useState(() => new Intl.DateTimeFormat(locale(), { timeStyle: "short" }).format(Date.now()));
  return (
    <div class="notice crew">
      <h2>{say("crew")}</h2>
      <p>{say("crewText", { time })}</p>
      <ul>
        {signs.map(({ id, text }) => (
          <li key={id}>
            {text[language.value]}
            {language.value !== "en" && (
              <>
                <br />
                <span lang="en">{text.en}</span>
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What the answers have taken out of today's program. */
function Held() {
  const state = snapshot.value;
  const names = state?.hold ? [] : (state?.plan?.held_items?.map(({ name }) => name[language.value]) ?? []);
  return names.length > 0 ? <p>{say("held", { names: names.join(", ") })}</p> : null;
}
