// Erasing the record and the account. What it means is said first; then a tick and a fresh sign-in.
import { useState } from "preact/hooks";
import { api } from "../../api/client";
import { dateInWords, t } from "../../i18n";
import { useBusy } from "../../ui/busy";
import { Sheet } from "../../ui/Sheet";
import { leave } from "../state";
import { say } from "./erase-words";

interface Props {
  keptUntil: string | null;
  askAgain: (then: () => void) => void;
}

export function EraseCard({ keptUntil, askAgain }: Props) {
  const [asking, setAsking] = useState(false);
  const [sure, setSure] = useState(false);
  const [failed, setFailed] = useState(false);
  const { isBusy, once } = useBusy();
  const erase = async () => {
    setFailed(false);
    try {
      const { data, response } = await api.POST("/api/v1/record/erase", { body: { sure: true } });
      if (response.status === 403) {
        setAsking(false);
        askAgain(() => void once(erase));
      } else if (data) {
        await leave();
        location.assign("/app/?erased");
      } else setFailed(true);
    } catch {
      setFailed(true);
    }
  };
  const year = { weekday: undefined, year: "numeric" } as const;
  return (
    <section class="card stack">
      <h2>{say("title")}</h2>
      <p>{keptUntil ? say("kept", { date: dateInWords(keptUntil, year) }) : say("text")}</p>
      <button type="button" class="button-soft" onClick={() => setAsking(true)}>
        {say("ask")}
      </button>
      {failed && (
        <p class="fault" role="alert">
          {t("privacy.failed")}
        </p>
      )}
      {asking && (
        <Sheet title={say("title")} onClose={() => setAsking(false)}>
          <p>{say("what")}</p>
          <label class="check">
            <input
              type="checkbox"
              checked={sure}
              onChange={(event) => setSure(event.currentTarget.checked)}
            />
            <span>{say("sure")}</span>
          </label>
          <button
            type="button"
            class="button button-warn"
            disabled={!sure}
            aria-busy={isBusy}
            onClick={() => void once(erase)}
          >
            {say("go")}
          </button>
          <button type="button" class="button-soft" onClick={() => setAsking(false)}>
            {t("settings.cancel")}
          </button>
        </Sheet>
      )}
    </section>
  );
}
