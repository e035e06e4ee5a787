// What a yes means, full screen and without a network: call, see a doctor, or go on gently.
import { emergencyNumber } from "../../domain/emergency";
import type { Block, Urgency } from "../../domain/safety";
import { language, t } from "../../i18n";
import { deviceZone } from "../state";

interface Props {
  urgency: Urgency | null;
  blocks: Block[];
  onDone: () => void;
}

export function Advice({ urgency, blocks, onDone }: Props) {
  const number = emergencyNumber(deviceZone());
  const advice = blocks.find((block) => block.urgency === urgency)?.advice[language.value] ?? "";
  return (
    <main class="stack screen unwell">
      <h1>{t(urgency ? `safety.${urgency}` : "safety.clear")}</h1>
      {urgency === null ? (
        <p class="card">{t("safety.clear.text")}</p>
      ) : (
        <section class={urgency === "therapist" ? "card stack" : "card stack urgent"} role="alert">
          <p>
            <strong>{advice.replaceAll("{emergency_number}", number)}</strong>
          </p>
          {urgency === "emergency" && (
            <>
              <a class="button button-warn wide" href={`tel:${number}`}>
                {t("unwell.call", { number })}
              </a>
              <p>{t("unwell.near")}</p>
              <p class="notice">{t("safety.crew")}</p>
            </>
          )}
          {urgency === "same_day" && (
            <a class="button-soft wide" href={`tel:${number}`}>
              {t("safety.worse", { number })}
            </a>
          )}
          <p class="small">{t("unwell.told")}</p>
        </section>
      )}
      <button type="button" class={urgency === "emergency" ? "button-quiet" : "button wide"} onClick={onDone}>
        {t("safety.go")}
      </button>
    </main>
  );
}
