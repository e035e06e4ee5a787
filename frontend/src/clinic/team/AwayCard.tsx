// While somebody is away, nothing urgent waits for them alone.
import { useEffect, useState } from "preact/hooks";
import { api } from "../../api/client";
import { useCard } from "../loading";
import { Fault, LoadFault } from "../Problem";
import { useSending } from "../sending";
import { day } from "../zones";

export function AwayCard() {
  const away = useCard("Your time away", () => api.GET("/api/v1/away"), []);
  const [until, setUntil] = useState("");
  const [saved, setSaved] = useState<string | null>(null);
  const { isBusy, problem, send } = useSending("Nothing was changed. Check your connection and try again.");
  useEffect(() => setUntil(away.data?.away_until ?? ""), [away.data]);
  const save = (next: string | null) => {
    setSaved(null);
    void send(
      () => api.PUT("/api/v1/away", { body: { away_until: next } }),
      (data) => {
        setUntil(data?.away_until ?? "");
        setSaved(data?.away_until ? `Away until ${day(data.away_until)}.` : "You’re marked as back.");
      },
    );
  };
  if (!away.data && !away.problem) return null;
  return (
    <section class="card stack" aria-label="Time away">
      <h2>Time away</h2>
      <p class="small soft">
        Your patients stay with you. Until you’re back, the clinic’s leads get every safety answer at once and
        see it on their desk.
      </p>
      <LoadFault of={away} />
      {away.data && (
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault();
            save(until || null);
          }}
        >
          <label class="field">
            <span class="small">Last day away</span>
            <input
              type="date"
              required
              value={until}
              onInput={(event) => setUntil(event.currentTarget.value)}
            />
          </label>
          <button type="submit" class="button-soft" disabled={isBusy}>
            Save time away
          </button>
          <button type="button" class="button-quiet" disabled={isBusy} onClick={() => save(null)}>
            I’m back
          </button>
        </form>
      )}
      {saved && <p role="status">{saved}</p>}
      <Fault problem={problem} />
    </section>
  );
}
