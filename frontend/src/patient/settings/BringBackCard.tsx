// Reading a copy of the record back in: its records go the same way as those of a phone, so nothing is taken twice.
import { useState } from "preact/hooks";
import { FailedNote } from "../../account/FailedNote";
import { t } from "../../i18n";
import type { AnyRecord } from "../../store/db";
import { BATCH, pushBatch } from "../../sync/engine";
import { syncNow, user } from "../state";

interface Count {
  all: number;
  taken: number;
  known: number;
  refused: number;
}

/** The records of a copy (record.json), or null when the file is something else. */
export function recordsIn(text: string): AnyRecord[] | null {
  try {
    const { records }: { records?: unknown } = JSON.parse(text);
    return Array.isArray(records) && records.every(isRecord) ? records : null;
  } catch {
    return null;
  }
}

/** Whether something looks like a record; what it holds is for the server to check, as of any phone. */
function isRecord(value: unknown): value is AnyRecord {
  return typeof value === "object" && value !== null && "type" in value && "id" in value;
}

async function bringBack(owner: string, records: AnyRecord[], tell: (count: Count) => void): Promise<void> {
  const count = { all: records.length, taken: 0, known: 0, refused: 0 };
  tell({ ...count });
  for (let from = 0; from < records.length; from += BATCH) {
    for (const { outcome, errors } of await pushBatch(owner, records.slice(from, from + BATCH))) {
      if (outcome === "created") count.taken += 1;
      else if (outcome === "identical" || errors.some(({ code }) => code === "id_in_use")) count.known += 1;
      else count.refused += 1;
    }
    tell({ ...count });
  }
}

export function BringBackCard() {
  const [count, setCount] = useState<Count | null>(null);
  const [state, setState] = useState<"idle" | "working" | "done" | "wrong" | "failed" | "ours">("idle");
  const read = async (file: File) => {
    const records = recordsIn(await file.text());
    if (!records) return setState("wrong");
    setState("working");
    try {
      await bringBack(user.value ?? "", records, setCount);
      setState("done");
      await syncNow();
    } catch (error) {
      // fetch fails with these two only: everything else is an answer.
      const isNetwork = error instanceof TypeError || error instanceof DOMException;
      setState(isNetwork ? "failed" : "ours");
    }
  };
  return (
    <section class="card stack">
      <h2>{t("back.title")}</h2>
      <p>{t("back.text")}</p>
      <label class="field">
        <span class="small">{t("back.file")}</span>
        <input
          type="file"
          accept=".json,application/json"
          disabled={state === "working"}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file) void read(file);
          }}
        />
      </label>
      {count && state === "working" && (
        <progress max={count.all} value={count.taken + count.known + count.refused} />
      )}
      {count && state === "done" && (
        <p role="status">
          {t("back.done", { taken: String(count.taken), known: String(count.known) })}
          {count.refused > 0 && ` ${t("back.refused", { n: String(count.refused) })}`}
        </p>
      )}
      {state === "wrong" && (
        <p class="fault" role="alert">
          {t("back.wrong")}
        </p>
      )}
      {(state === "failed" || state === "ours") && <FailedNote ours={state === "ours"} />}
    </section>
  );
}
