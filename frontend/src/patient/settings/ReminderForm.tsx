// When reminders come: one time for each part of the day with exercises, and one for the headache question. Needs the
// network, because the server sends them.
import { useEffect, useState } from "preact/hooks";
import { api } from "../../api/client";
import { itemsDue } from "../../domain/plan";
import type { Slot } from "../../domain/schedule";
import { t } from "../../i18n";
import { snapshot, today } from "../state";

interface Rule {
  kind: "session" | "diary";
  slot: Slot;
  local_time: string;
  enabled: boolean;
}

const USUAL: Record<string, string> = { morning: "08:30", midday: "12:30", evening: "18:30" };

export function ReminderForm() {
  const [rules, setRules] = useState<Rule[]>(offered());
  const [result, setResult] = useState<"saved" | "offline" | null>(null);

  useEffect(() => {
    api.GET("/api/v1/reminders").then(
      ({ data }) => {
        if (!data) return;
        setRules(
          offered().map((rule) => {
            const known = data.find((each) => each.kind === rule.kind && each.slot === rule.slot);
            return known
              ? { ...rule, local_time: known.local_time.slice(0, 5), enabled: known.enabled ?? true }
              : rule;
          }),
        );
      },
      () => undefined,
    );
  }, [snapshot.value?.planTag]);

  const change = (place: number, next: Partial<Rule>) => {
    setResult(null);
    setRules(rules.map((rule, index) => (index === place ? { ...rule, ...next } : rule)));
  };
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    setResult(null);
    try {
      for (const rule of rules) {
        const { data } = await api.PUT("/api/v1/reminders", { body: rule });
        if (!data) throw new Error("refused");
      }
      setResult("saved");
    } catch {
      setResult("offline");
    }
  };

  return (
    <form class="card stack" onSubmit={(event) => void save(event)}>
      <h2>{t("settings.reminder")}</h2>
      {rules.map((rule, place) => {
        const name = rule.kind === "diary" ? t("headache.question") : t(`slot.${rule.slot}`);
        return (
          <div class="reminder-row" key={`${rule.kind}/${rule.slot}`}>
            <label class="check">
              <input
                type="checkbox"
                checked={rule.enabled}
                onChange={(event) => change(place, { enabled: event.currentTarget.checked })}
              />
              <span>{name}</span>
            </label>
            <input
              type="time"
              required
              aria-label={`${t("settings.reminder.time")}: ${name}`}
              value={rule.local_time}
              disabled={!rule.enabled}
              onInput={(event) => change(place, { local_time: event.currentTarget.value })}
            />
          </div>
        );
      })}
      <p class="small soft">{t("settings.reminder.quiet")}</p>
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

/** A row for each part of the day that the program uses (the evening without one), and the headache question. */
function offered(): Rule[] {
  const plan = snapshot.value?.plan;
  const start = plan && plan.start_on > today.value ? plan.start_on : today.value;
  const used = (["morning", "midday", "evening"] as Slot[]).filter(
    (slot) => plan && itemsDue(plan, start, slot).length > 0,
  );
  const slots = used.length > 0 ? used : (["evening"] as Slot[]);
  const sessions = slots.map(
    (slot): Rule => ({
      kind: "session",
      slot,
      local_time: USUAL[slot] ?? "18:30",
      enabled: slot === "evening",
    }),
  );
  return [...sessions, { kind: "diary", slot: "evening", local_time: "20:00", enabled: false }];
}
