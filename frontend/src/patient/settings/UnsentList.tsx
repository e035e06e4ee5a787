// Every entry and form that has not arrived, with the reason when the server would not take it.

import { dateInWords, type Key, t } from "../../i18n";
import type { Fault, OutboxRow } from "../../store/db";
import { keepDraft } from "../../store/drafts";
import { FORM, heldForms } from "../../store/held-forms";
import { discard } from "../../store/outbox";
import { refresh, snapshot, syncNow, user } from "../state";
import { say } from "./quiet-words";

const NAMES: Record<string, Key> = {
  session: "settings.unsent.session",
  red_flag_check: "settings.unsent.check",
  measure_score: "settings.unsent.score",
  baseline: "settings.unsent.score",
};

const FORM_NAMES: Record<string, () => string> = {
  reminders: () => t("settings.reminder"),
  quiet: () => say("title"),
};

export function UnsentList() {
  const rows = snapshot.value?.outbox ?? [];
  const forms = heldForms.value;
  if (rows.length + forms.length === 0) return <p>{t("settings.unsent.none")}</p>;
  const drop = async (id: string) => {
    if (user.value) await discard(user.value, id);
    await refresh();
  };
  return (
    <>
      <h3>{t("settings.unsent")}</h3>
      <ul class="stack unsent-list">
        {rows.map((row) => (
          <Waiting key={row.id} name={nameOf(row)} refused={row.refused} onDrop={() => void drop(row.id)} />
        ))}
        {forms.map(({ name, refused }) => (
          <Waiting
            key={name}
            name={(FORM_NAMES[name] ?? (() => t("settings.reminder")))()}
            refused={refused}
            onDrop={() => keepDraft(FORM + name, null)}
          />
        ))}
      </ul>
      <button type="button" class="button-soft" onClick={() => void syncNow()}>
        {t("sync.now")}
      </button>
    </>
  );
}

interface WaitingProps {
  name: string;
  refused: Fault[] | undefined;
  onDrop: () => void;
}

function Waiting({ name, refused, onDrop }: WaitingProps) {
  return (
    <li>
      {name}
      {refused?.map((fault) => (
        <p key={fault.field} class="fault small">
          {fault.detail}
        </p>
      ))}
      {refused && (
        <button type="button" class="button-quiet" onClick={onDrop}>
          {t("settings.unsent.drop")}
        </button>
      )}
    </li>
  );
}

function nameOf(row: OutboxRow): string {
  if (row.record.type === "message") return t("settings.unsent.message");
  const date = dateInWords(String(row.record.occurred_on));
  return t(NAMES[row.record.type] ?? "settings.unsent.day", { date });
}
