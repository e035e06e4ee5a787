// The forms that the server keeps, because it sends the reminders.
import { api } from "../../api/client";
import type { Slot } from "../../domain/schedule";
import { EVERY_DAY } from "../../domain/weekdays";
import { type Form, Refusal, sendForm, taken } from "../../sync/forms";
import type { components } from "../../wire/schema";

export type Preferences = components["schemas"]["Preferences"];

export interface Rule {
  kind: "session" | "diary" | "weekly" | "message" | "program";
  slot: Slot;
  local_time: string;
  days: number;
  enabled: boolean;
}

/** Reminders by `ruleKey`. */
export type Rules = Record<string, Rule>;

export function ruleKey({ kind, slot }: Pick<Rule, "kind" | "slot">): string {
  return `${kind}/${slot}`;
}

function ruleFrom({ days = EVERY_DAY, ...rule }: components["schemas"]["Rule"]): Rule {
  return { ...rule, local_time: rule.local_time.slice(0, 5), days };
}

export const REMINDERS: Form<Rules> = {
  name: "reminders",
  load: async (signal) => {
    const rules = taken(await api.GET("/api/v1/reminders", { signal })).map(ruleFrom);
    return Object.fromEntries(rules.map((rule) => [ruleKey(rule), rule]));
  },
  save: async (patch, signal) => {
    const saved: Rules = {};
    for (const [key, rule] of Object.entries(patch as Rules)) {
      try {
        saved[key] = ruleFrom(taken(await api.PUT("/api/v1/reminders", { body: rule, signal })));
      } catch (error) {
        // The screen shows a fault beside its reminder.
        if (error instanceof Refusal)
          throw new Refusal(error.faults.map((each) => ({ ...each, field: key })));
        throw error;
      }
    }
    return saved;
  },
};

export const QUIET: Form<Preferences> = {
  name: "quiet",
  load: async (signal) => taken(await api.GET("/api/v1/reminders/preferences", { signal })),
  // Over what the server has now, because another phone may have changed the other fields.
  save: async (patch, signal) => {
    const body = { ...(await QUIET.load(signal)), ...patch };
    return taken(await api.PUT("/api/v1/reminders/preferences", { body, signal }));
  },
};

export async function sendForms(user: string): Promise<void> {
  await Promise.all([sendForm(user, REMINDERS), sendForm(user, QUIET)]);
}
