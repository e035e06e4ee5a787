// The clinic's settings: whom patients call and when, and what the definitions leave to the clinic. A lead changes
// them, everybody in it sees them.
import { useEffect, useState } from "preact/hooks";
import { api } from "../../api/client";
import { ProblemNote } from "../Problem";
import { detailOf, useSending } from "../sending";
import type { ClinicSettings } from "../types";
import { HoursFields } from "./HoursFields";

export function SettingsPage({ canChange }: { canChange: boolean }) {
  const [clinic, setClinic] = useState<ClinicSettings | null>(null);
  const [failed, setFailed] = useState(false);
  const { isBusy, problem, send } = useSending("You're offline. Nothing was changed. Try again.");
  const [saved, setSaved] = useState(false);
  const load = async () => {
    setFailed(false);
    try {
      const { data } = await api.GET("/api/v1/clinic");
      if (!data) return setFailed(true);
      setClinic(data);
    } catch {
      setFailed(true);
    }
  };
  useEffect(() => void load(), []);
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    if (!clinic) return;
    setSaved(false);
    const { name: _, time_zone: __, ...body } = clinic;
    void send(
      () => api.PATCH("/api/v1/clinic", { body }),
      () => setSaved(true),
    );
  };
  if (failed) return <ProblemNote text="The settings couldn't be loaded." onRetry={() => void load()} />;
  const set = (change: Partial<ClinicSettings>) => clinic && setClinic({ ...clinic, ...change });
  if (!clinic) return <p class="soft">Loading…</p>;
  return (
    <section class="card stack narrow">
      <h1>{clinic.name}</h1>
      <form class="stack" onSubmit={save}>
        <label class="field">
          <span>Phone for patients</span>
          <input
            type="tel"
            maxLength={40}
            disabled={!canChange}
            value={clinic.phone}
            onInput={(event) => set({ phone: event.currentTarget.value })}
          />
        </label>
        <label class="field">
          <span>Address</span>
          <input
            maxLength={300}
            disabled={!canChange}
            value={clinic.address}
            onInput={(event) => set({ address: event.currentTarget.value })}
          />
        </label>
        <label class="field">
          <span>Number to call in an emergency, if it is not the country’s own</span>
          <input
            inputMode="tel"
            maxLength={8}
            pattern="[0-9]{2,8}"
            disabled={!canChange}
            value={clinic.emergency_number}
            onInput={(event) => set({ emergency_number: event.currentTarget.value })}
          />
        </label>
        <p class="small soft">
          Empty: the number of the country the phone is in. Patients abroad see that country’s number first.
        </p>
        <HoursFields
          hours={clinic.office_hours}
          disabled={!canChange}
          zone={clinic.time_zone}
          onChange={(office_hours) => set({ office_hours })}
        />
        <p class="small soft">
          Patients see these under “I feel unwell”, with their messages and on the printed program.
        </p>
        <label class="field">
          <span>
            Minutes until an emergency answer that nobody has marked as reviewed also goes to the leads
          </span>
          <input
            type="number"
            min={5}
            max={240}
            required
            disabled={!canChange}
            value={clinic.emergency_after_minutes}
            onInput={(event) => set({ emergency_after_minutes: Number(event.currentTarget.value) })}
          />
        </label>
        <p class="small soft">
          Within office hours; outside them, when the clinic opens next. It is sent again until someone has
          marked it as reviewed. Without office hours the clock never stops.
        </p>
        <label class="field">
          <span>From how many minutes does a headache count as a headache day?</span>
          <input
            type="number"
            min={1}
            max={240}
            required
            disabled={!canChange}
            value={clinic.headache_min_minutes}
            onInput={(event) => set({ headache_min_minutes: Number(event.currentTarget.value) })}
          />
        </label>
        <p class="small soft">
          30 minutes is usual. A headache with medicine, or without a length, counts whatever this says. All
          numbers of the clinic’s patients are recalculated.
        </p>
        <label class="field">
          <span>
            How many years must the clinic keep the record of a patient who asks to have it deleted?
          </span>
          <input
            type="number"
            min={0}
            max={40}
            required
            disabled={!canChange}
            value={clinic.keeps_records_years}
            onInput={(event) => set({ keeps_records_years: Number(event.currentTarget.value) })}
          />
        </label>
        <p class="small soft">
          0 deletes it at once. Otherwise it is locked: nobody opens it, and it is deleted when the time is
          over. Ask whoever advises you on the law of your country.
        </p>
        {problem && (
          <p class="fault" role="alert">
            {detailOf(problem)}
          </p>
        )}
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
