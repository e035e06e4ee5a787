// The clinic's settings: whom patients call and when, and what the definitions leave to the clinic. A lead changes
// them, everybody in it sees them.
import { useState } from "preact/hooks";
import { api } from "../../api/client";
import { useCard } from "../loading";
import { Fault, LoadProblem } from "../Problem";
import { useSending } from "../sending";
import type { ClinicSettings } from "../types";
import { CallFields } from "./CallFields";
import { HoursFields } from "./HoursFields";
import { RULES, RuleField } from "./RuleField";

export function SettingsPage({ canChange }: { canChange: boolean }) {
  const settings = useCard("The settings", () => api.GET("/api/v1/clinic"), []);
  const { data: clinic, setData } = settings;
  const { isBusy, problem, send } = useSending("You're offline. Nothing was changed. Try again.");
  const [saved, setSaved] = useState(false);
  if (settings.problem) return <LoadProblem of={settings} />;
  if (!clinic) return <p class="soft">Loading…</p>;
  const set = (change: Partial<ClinicSettings>) => setData({ ...clinic, ...change });
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    setSaved(false);
    const { name: _, time_zone: __, ...body } = clinic;
    void send(
      () => api.PATCH("/api/v1/clinic", { body }),
      () => setSaved(true),
    );
  };
  return (
    <section class="card stack narrow">
      <h1>{clinic.name}</h1>
      <form class="stack" onSubmit={save}>
        <CallFields clinic={clinic} disabled={!canChange} onChange={set} />
        <HoursFields
          hours={clinic.office_hours}
          disabled={!canChange}
          zone={clinic.time_zone}
          onChange={(office_hours) => set({ office_hours })}
        />
        <p class="small soft">
          Patients see these under “I feel unwell”, with their messages and on the printed program.
        </p>
        {RULES.map((rule) => (
          <RuleField
            key={rule.name}
            rule={rule}
            value={clinic[rule.name]}
            disabled={!canChange}
            onChange={(value) => set({ [rule.name]: value })}
          />
        ))}
        <Fault problem={problem} />
        {saved && <p role="status">Saved. All numbers now use it.</p>}
        {canChange ? (
          <button type="submit" class="button" disabled={isBusy}>
            Save
          </button>
        ) : (
          <p class="small soft">A clinic lead can change this.</p>
        )}
      </form>
    </section>
  );
}
