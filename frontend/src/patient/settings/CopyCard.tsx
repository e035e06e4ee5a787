// A copy of the whole record, to keep or to take to another clinic.
import { useState } from "preact/hooks";
import { api } from "../../api/client";
import { t } from "../../i18n";
import { saveFile } from "../../platform/save";
import { useRequest } from "../../ui/request";

export function CopyCard({ askAgain }: { askAgain: (then: () => void) => void }) {
  const [isDone, setDone] = useState(false);
  const { isBusy, problem, send } = useRequest({
    offline: t("privacy.failed"),
    failed: t("privacy.ours"),
  });
  const make = () => {
    setDone(false);
    return send(
      async () => {
        const { response, data, error } = await api.POST("/api/v1/record/export", { parseAs: "blob" });
        if (response.status === 403) return { data: "again" as const };
        if (!response.ok) return { response, error };
        const named = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "");
        if (data) saveFile(data, named?.[1] ?? "nod.zip");
        return {};
      },
      (again) => (again ? askAgain(() => void make()) : setDone(true)),
    );
  };
  return (
    <section class="card stack">
      <h2>{t("copy.title")}</h2>
      <p>{t("copy.text")}</p>
      <button type="button" class="button-soft" disabled={isBusy} onClick={() => void make()}>
        {t(isBusy ? "copy.making" : "copy.make")}
      </button>
      {isDone && <p role="status">{t("copy.done")}</p>}
      {problem && (
        <p class="fault" role="alert">
          {problem.detail}
        </p>
      )}
    </section>
  );
}
