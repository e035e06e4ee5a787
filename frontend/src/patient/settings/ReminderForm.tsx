// When reminders come: one time for each part of the day with exercises, one for the headache question, one for the
// weekly questions, and whether news are told. Needs the network, because the server sends them.
import { useEffect, useState } from "preact/hooks";
import { api } from "../../api/client";
import { itemsDue } from "../../domain/plan";
import type { Slot } from "../../domain/schedule";
import { EVERY_DAY } from "../../domain/weekdays";
import { t } from "../../i18n";
import { snapshot, today } from "../state";
import { DaysField } from "./DaysField";

type Kind = "session" | "diary" | "weekly" | "message" | "program";

interface Rule {
  kind: Kind;
  slot: Slot;
  local_time: string;
  days: number;
  enabled: boolean;
}

const USUAL: Record<string, string> = { morning: "08:30", midday: "12:30", evening: "18:30" };
const SUNDAY = 0b1000000;

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
            if (!known) return rule;
            const { days = rule.days, enabled = true } = known;
            return { ...rule, local_time: known.local_time.slice(0, 5), days, enabled };
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
        const name = nameOf(rule);
        const isNews = rule.kind === "message" || rule.kind === "program";
        return (
          <div class="reminder" key={`${rule.kind}/${rule.slot}`}>
            <div class="reminder-row">
              <label class="check">
                <input
                  type="checkbox"
                  checked={rule.enabled}
                  onChange={(event) => change(place, { enabled: event.currentTarget.checked })}
                />
                <span>{name}</span>
              </label>
              {!isNews && (
                <input
                  type="time"
                  required
                  aria-label={`${t("settings.reminder.time")}: ${name}`}
                  value={rule.local_time}
                  disabled={!rule.enabled}
                  onInput={(event) => change(place, { local_time: event.currentTarget.value })}
                />
              )}
            </div>
            {!isNews && rule.enabled && (
              <DaysField label={name} days={rule.days} onChange={(days) => change(place, { days })} />
            )}
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

function nameOf({ kind, slot }: Rule): string {
  if (kind === "session") return t(`slot.${slot}`);
  return kind === "diary" ? t("headache.question") : t(`settings.reminder.${kind}`);
}

/** A row for each part of the day that the program uses (the evening without one), the questions, and news. */
function offered(): Rule[] {
  const plan = snapshot.value?.plan;
  const start = plan && plan.start_on > today.value ? plan.start_on : today.value;
  const used = (["morning", "midday", "evening"] as Slot[]).filter(
    (slot) => plan && itemsDue(plan, start, slot).length > 0,
  );
  const slots = used.length > 0 ? used : (["evening"] as Slot[]);
  const usual = { days: EVERY_DAY, enabled: true };
  return [
    ...slots.map(
      (slot): Rule => ({
        ...usual,
        kind: "session",
        slot,
        local_time: USUAL[slot] ?? "18:30",
        enabled: slot === "evening",
      }),
    ),
    { ...usual, kind: "diary", slot: "evening", local_time: "20:00", enabled: false },
    { ...usual, kind: "weekly", slot: "anytime", local_time: "10:00", days: SUNDAY },
    { ...usual, kind: "message", slot: "anytime", local_time: "12:00" },
    { ...usual, kind: "program", slot: "anytime", local_time: "12:00" },
  ];
}
