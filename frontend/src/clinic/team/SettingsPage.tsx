// The clinic's settings: what the definitions leave to the clinic. A lead changes them, everybody in it sees them.
import { useEffect, useState } from "preact/hooks";
import { api } from "../../api/client";
import { ProblemNote } from "../Problem";
import { detailOf, useSending } from "../sending";

export function SettingsPage({ canChange }: { canChange: boolean }) {
  const [minutes, setMinutes] = useState<string | null>(null);
  const [years, setYears] = useState("0");
  const [name, setName] = useState("");
  const [failed, setFailed] = useState(false);
  const { isBusy, problem, send } = useSending("No network. Nothing was changed; try again.");
  const [saved, setSaved] = useState(false);
  const load = async () => {
    setFailed(false);
    try {
      const { data } = await api.GET("/api/v1/clinic");
      if (!data) return setFailed(true);
      setName(data.name);
      setMinutes(String(data.headache_min_minutes));
      setYears(String(data.keeps_records_years));
    } catch {
      setFailed(true);
    }
  };
  useEffect(() => void load(), []);
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    setSaved(false);
    const body = { headache_min_minutes: Number(minutes), keeps_records_years: Number(years) };
    void send(
      () => api.PATCH("/api/v1/clinic", { body }),
      () => setSaved(true),
    );
  };
  if (failed) return <ProblemNote text="The settings could not be loaded." onRetry={() => void load()} />;
  if (minutes === null) return <p class="soft">Loading…</p>;
  return (
    <section class="card stack narrow">
      <h1>{name}</h1>
      <form class="stack" onSubmit={save}>
        <label class="field">
          <span>A headache counts as a headache day from how many minutes on?</span>
          <input
            type="number"
            min={1}
            max={240}
            required
            disabled={!canChange}
            value={minutes}
            onInput={(event) => setMinutes(event.currentTarget.value)}
          />
        </label>
        <p class="small soft">
          30 minutes is usual. A headache with medicine, or without a length, counts whatever this says. All
          numbers of the clinic's patients are counted anew.
        </p>
        <label class="field">
          <span>For how many years must the clinic keep the record of a patient who asks for erasure?</span>
          <input
            type="number"
            min={0}
            max={40}
            required
            disabled={!canChange}
            value={years}
            onInput={(event) => setYears(event.currentTarget.value)}
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
        {saved && <p role="status">Saved. Every number follows it now.</p>}
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
