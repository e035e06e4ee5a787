// A copy of the whole record, to keep or to take to another clinic.
import { useState } from "preact/hooks";
import { api, type Problem } from "../../api/client";
import { t } from "../../i18n";
import { saveFile } from "../../platform/save";

type State = "idle" | "making" | "done" | "failed";

export function CopyCard({ askAgain }: { askAgain: (then: () => void) => void }) {
  const [state, setState] = useState<State>("idle");
  /** What the server said when it was too busy; empty when nothing came back. */
  const [detail, setDetail] = useState("");
  const make = async () => {
    setState("making");
    setDetail("");
    try {
      const { data, error, response } = await api.POST("/api/v1/record/export", { parseAs: "blob" });
      if (response.status === 403) {
        setState("idle");
        askAgain(() => void make());
      } else if (data) {
        const named = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "");
        saveFile(data as unknown as Blob, named?.[1] ?? "nod.zip");
        setState("done");
      } else {
        if (response.status === 503) setDetail((error as Problem | undefined)?.detail ?? "");
        setState("failed");
      }
    } catch {
      setState("failed");
    }
  };
  return (
    <section class="card stack">
      <h2>{t("copy.title")}</h2>
      <p>{t("copy.text")}</p>
      <button type="button" class="button-soft" disabled={state === "making"} onClick={() => void make()}>
        {t(state === "making" ? "copy.making" : "copy.make")}
      </button>
      {state === "done" && <p role="status">{t("copy.done")}</p>}
      {state === "failed" && (
        <p class="fault" role="alert">
          {detail || t("privacy.failed")}
        </p>
      )}
    </section>
  );
}
