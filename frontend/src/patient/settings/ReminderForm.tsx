// When reminders come: one time for each part of the day with exercises, one for the headache question, one for the
// weekly questions, and whether news are told. The server sends them, so it keeps them (forms.ts).
import { itemsDue } from "../../domain/plan";
import type { Slot } from "../../domain/schedule";
import { EVERY_DAY } from "../../domain/weekdays";
import { t } from "../../i18n";
import { snapshot, today } from "../state";
import { DaysField } from "./DaysField";
import { REMINDERS, type Rule, ruleKey } from "./forms";
import { SaveRow, useHeldForm } from "./held";

const USUAL: Record<string, string> = { morning: "08:30", midday: "12:30", evening: "18:30" };
const SUNDAY = 0b1000000;

/** `onNext` goes on to the next step, with what was chosen saved; without it the form has a button of its own. */
export function ReminderForm({ onNext }: { onNext?: () => void }) {
  const form = useHeldForm(REMINDERS, snapshot.value?.planTag);
  const { value } = form;
  if (!value)
    return (
      <section class="card stack">
        <h2>{t("settings.reminder")}</h2>
        <p class="small soft">{form.isOffline ? t("settings.reminder.offline") : "…"}</p>
        {onNext && (
          <button type="button" class="button wide" onClick={onNext}>
            {t("start.next")}
          </button>
        )}
      </section>
    );
  const rules = offered().map((rule) => value[ruleKey(rule)] ?? rule);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (form.status === "saving" && !onNext) return;
    // A reminder that the server does not have yet is saved as it is shown.
    const missing = rules.filter((rule) => !form.known?.[ruleKey(rule)]);
    form.save(Object.fromEntries(missing.map((rule) => [ruleKey(rule), rule])));
    onNext?.();
  };

  return (
    <form class="card stack" onSubmit={submit}>
      <h2>{t("settings.reminder")}</h2>
      {rules.map((rule) => {
        const name = nameOf(rule);
        const key = ruleKey(rule);
        const set = (next: Partial<Rule>) => form.change({ [key]: { ...rule, ...next } });
        const isNews = rule.kind === "message" || rule.kind === "program";
        return (
          <div class="reminder" key={key}>
            <div class="reminder-row">
              <label class="check">
                <input
                  type="checkbox"
                  checked={rule.enabled}
                  onChange={(event) => set({ enabled: event.currentTarget.checked })}
                />
                <span>{name}</span>
              </label>
              {!isNews && (
                <input
                  type="time"
                  required
                  aria-label={`${t("settings.reminder.time")}: ${name}`}
                  value={rule.local_time}
                  // Without a time it stays open, or the browser would not ask for one.
                  disabled={!rule.enabled && rule.local_time !== ""}
                  onInput={(event) => set({ local_time: event.currentTarget.value })}
                />
              )}
            </div>
            {!isNews && rule.enabled && (
              <DaysField label={name} days={rule.days} onChange={(days) => set({ days })} />
            )}
            {form.faultOf(key) && <p class="fault">{form.faultOf(key)}</p>}
          </div>
        );
      })}
      <p class="small soft">{t("settings.reminder.quiet")}</p>
      {onNext ? (
        <button type="submit" class="button wide">
          {t("start.next")}
        </button>
      ) : (
        <SaveRow label={t("settings.reminder.save")} status={form.status} fault={form.fault} />
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
