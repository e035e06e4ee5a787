// Erasing the record and the account. What it means is said first; then a tick and a fresh sign-in.
import { useState } from "preact/hooks";
import { api } from "../../api/client";
import { dateInWords, t } from "../../i18n";
import { useRequest } from "../../ui/request";
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
  const { isBusy, problem, send } = useRequest({
    offline: t("privacy.failed"),
    failed: t("privacy.ours"),
  });
  const erase = (): Promise<void> =>
    send(
      async () => {
        const answer = await api.POST("/api/v1/record/erase", { body: { sure: true } });
        return answer.response.status === 403 ? { data: "again" as const } : { ...answer, data: undefined };
      },
      async (again) => {
        setAsking(false);
        if (again) return askAgain(() => void erase());
        await leave();
        location.assign("/app/?erased");
      },
    );
  // Beside the button that was tapped: an open sheet covers the card.
  const fault = problem && (
    <p class="fault" role="alert">
      {problem.detail}
    </p>
  );
  const year = { weekday: undefined, year: "numeric" } as const;
  return (
    <section class="card stack">
      <h2>{say("title")}</h2>
      <p>{keptUntil ? say("kept", { date: dateInWords(keptUntil, year) }) : say("text")}</p>
      <button type="button" class="button-soft" onClick={() => setAsking(true)}>
        {say("ask")}
      </button>
      {!asking && fault}
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
            onClick={() => void erase()}
          >
            {say("go")}
          </button>
          {fault}
          <button type="button" class="button-soft" onClick={() => setAsking(false)}>
            {t("settings.cancel")}
          </button>
        </Sheet>
      )}
    </section>
  );
}
