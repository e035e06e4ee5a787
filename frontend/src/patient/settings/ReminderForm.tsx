// The evening reminder: its time and whether it is on. Needs the network, because the server sends it.
import { useEffect, useState } from "preact/hooks";
import { api } from "../../api/client";
import { t } from "../../i18n";

export function ReminderForm() {
  const [time, setTime] = useState("18:30");
  const [enabled, setEnabled] = useState(true);
  const [result, setResult] = useState<"saved" | "offline" | null>(null);

  useEffect(() => {
    api.GET("/api/v1/reminders").then(
      ({ data }) => {
        const rule = data?.find((each) => each.kind === "session" && each.slot === "evening");
        if (!rule) return;
        setTime(rule.local_time.slice(0, 5));
        setEnabled(rule.enabled ?? true);
      },
      () => undefined,
    );
  }, []);

  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    setResult(null);
    try {
      const { data } = await api.PUT("/api/v1/reminders", {
        body: { kind: "session", slot: "evening", local_time: time, enabled },
      });
      setResult(data ? "saved" : "offline");
    } catch {
      setResult("offline");
    }
  };

  return (
    <form class="card stack" onSubmit={(event) => void save(event)}>
      <h2>{t("settings.reminder")}</h2>
      <label class="check">
        <input
          type="checkbox"
          checked={enabled}
          onChange={(event) => setEnabled(event.currentTarget.checked)}
        />
        <span>{t("settings.reminder.on")}</span>
      </label>
      <label class="field">
        <span>{t("settings.reminder.time")}</span>
        <input type="time" required value={time} onInput={(event) => setTime(event.currentTarget.value)} />
      </label>
      <button class="button-soft" type="submit">
        {t("settings.reminder.save")}
      </button>
      {result && (
        <p class={result === "offline" ? "fault" : ""} role="status">
          {t(`settings.reminder.${result}`)}
        </p>
      )}
    </form>
  );
}
