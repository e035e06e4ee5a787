// What the answers mean, full screen and without a network: call, see a doctor, or what else to watch for. What was
// open before weighs as much as what was just answered.
import { adviceAfter } from "../../domain/advice";
import { emergencyNumber } from "../../domain/emergency";
import type { Block, Urgency } from "../../domain/safety";
import { language, t } from "../../i18n";
import { deviceZone, snapshot } from "../state";
import { HoldCard } from "./HoldCard";

interface Props {
  /** The most urgent yes that was just given; null: every answer was no. */
  answered: Urgency | null;
  blocks: Block[];
  onDone: () => void;
}

export function Advice({ answered, blocks, onDone }: Props) {
  const number = emergencyNumber(deviceZone());
  const hold = snapshot.value?.hold ?? null;
  const advice = adviceAfter(answered, hold);
  const text = blocks.find((block) => block.urgency === advice)?.advice[language.value] ?? "";
  return (
    <main class="stack screen unwell">
      {advice === "held" ? (
        <>
          <HoldCard heading="h1" />
          {hold === "emergency" && (
            <a class="button button-warn wide" href={`tel:${number}`}>
              {t("unwell.call", { number })}
            </a>
          )}
          {answered && <p class="small">{t("unwell.told")}</p>}
        </>
      ) : (
        <h1>{t(advice ? `safety.${advice}` : "safety.clear")}</h1>
      )}
      {advice === null && <p class="card">{t("safety.clear.text")}</p>}
      {advice && advice !== "held" && (
        <section class={advice === "therapist" ? "card stack" : "card stack urgent"} role="alert">
          <p>
            <strong>{text.replaceAll("{emergency_number}", number)}</strong>
          </p>
          {advice === "emergency" && (
            <>
              <a class="button button-warn wide" href={`tel:${number}`}>
                {t("unwell.call", { number })}
              </a>
              <p>{t("unwell.near")}</p>
              <p class="notice">{t("safety.crew")}</p>
            </>
          )}
          {advice === "same_day" && (
            <a class="button-soft wide" href={`tel:${number}`}>
              {t("safety.worse", { number })}
            </a>
          )}
          <p class="small">{t("unwell.told")}</p>
        </section>
      )}
      <button
        type="button"
        class={advice === "emergency" || hold === "emergency" ? "button-quiet" : "button wide"}
        onClick={onDone}
      >
        {t("safety.go")}
      </button>
    </main>
  );
}
