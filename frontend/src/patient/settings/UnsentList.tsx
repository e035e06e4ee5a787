// Every entry that has not arrived, with the reason when the server would not take it.

import { dateInWords, type Key, t } from "../../i18n";
import type { OutboxRow } from "../../store/db";
import { discard } from "../../store/outbox";
import { refresh, snapshot, syncNow, user } from "../state";

const NAMES: Record<string, Key> = {
  session: "settings.unsent.session",
  red_flag_check: "settings.unsent.check",
  measure_score: "settings.unsent.score",
  baseline: "settings.unsent.score",
};

export function UnsentList() {
  const rows = snapshot.value?.outbox ?? [];
  if (rows.length === 0) return <p>{t("settings.unsent.none")}</p>;
  const drop = async (id: string) => {
    if (user.value) await discard(user.value, id);
    await refresh();
  };
  return (
    <>
      <h3>{t("settings.unsent")}</h3>
      <ul class="stack unsent-list">
        {rows.map((row) => (
          <li key={row.id}>
            {nameOf(row)}
            {row.refused?.map((fault) => (
              <p key={fault.field} class="fault small">
                {fault.detail}
              </p>
            ))}
            {row.refused && (
              <button type="button" class="button-quiet" onClick={() => void drop(row.id)}>
                {t("settings.unsent.drop")}
              </button>
            )}
          </li>
        ))}
      </ul>
      <button type="button" class="button-soft" onClick={() => void syncNow()}>
        {t("sync.now")}
      </button>
    </>
  );
}

function nameOf(row: OutboxRow): string {
  if (row.record.type === "message") return t("settings.unsent.message");
  const date = dateInWords(String(row.record.occurred_on));
  return t(NAMES[row.record.type] ?? "settings.unsent.day", { date });
}
