// Colleagues, and patients whose care has ended.
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { api } from "../../api/client";
import { useBusy } from "../../ui/busy";
import { ProblemNote } from "../Problem";
import { detailOf, useSending } from "../sending";
import type { Colleague, Discharged } from "../types";
import { day, moment } from "../zones";
import { EmergencyCard } from "./EmergencyCard";

export function TeamPage({ isLead }: { isLead: boolean }) {
  const { route } = useLocation();
  const [colleagues, setColleagues] = useState<Colleague[]>([]);
  const [discharged, setDischarged] = useState<Discharged[] | null>(null);
  const [failed, setFailed] = useState(false);
  const load = async () => {
    setFailed(false);
    try {
      const [team, ended] = await Promise.all([api.GET("/api/v1/colleagues"), api.GET("/api/v1/discharged")]);
      setColleagues(team.data ?? []);
      setDischarged(ended.data ?? null);
      setFailed(!team.data || !ended.data);
    } catch {
      setFailed(true);
    }
  };
  useEffect(() => void load(), []);
  const { isBusy, once } = useBusy();
  const reopen = (id: string) =>
    once(async () => {
      const { error } = await api
        .DELETE("/api/v1/patients/{patient_id}/discharge", { params: { path: { patient_id: id } } })
        .catch(() => ({ error: true }));
      if (error) setFailed(true);
      else route(`/clinic/patients/${id}`);
    });
  if (failed) return <ProblemNote text="That didn't work." onRetry={() => void load()} />;
  return (
    <>
      <h1>Team</h1>
      <section class="card stack">
        <h2>Colleagues</h2>
        {colleagues.length === 0 && <p class="soft">Nobody else works in this clinic yet.</p>}
        <ul class="lines">
          {colleagues.map((each) => (
            <li key={each.id}>
              <span>
                <b>{each.name}</b> {each.role === "lead" ? "clinic lead" : each.role}
                {each.unreached_since && <br />}
                {each.unreached_since && (
                  <span class="fault">
                    Email hasn't reached {each.name} since {moment(each.unreached_since)}, safety mail
                    included. Ask the operator to correct the address.
                  </span>
                )}
                {each.away_until &&
                  ` · away until ${day(each.away_until)}: safety answers go to the clinic’s leads, too`}
              </span>
              {isLead && <SignOutButton id={each.id} name={each.name} />}
            </li>
          ))}
        </ul>
        <p class="small soft">
          Share or hand over care on a patient's page. The operator adds staff.
          {isLead && " Sign someone out everywhere if a laptop or phone is lost. They can sign in again."}
        </p>
      </section>
      <AwayCard />
      <DigestCard />
      <EmergencyCard />
      <section class="card stack">
        <h2>Discharged patients</h2>
        {discharged?.length === 0 && <p class="soft">None. Patients appear here when you discharge them.</p>}
        <ul class="lines">
          {discharged?.map((each) => (
            <li key={each.id}>
              <span>
                <a href={`/clinic/patients/${each.id}`}>
                  <b>{each.name}</b>
                </a>{" "}
                {each.because}
              </span>
              <span class="small soft">{day(each.discharged_on)}</span>
              <button
                type="button"
                class="button-soft"
                disabled={isBusy}
                onClick={() => void reopen(each.id)}
              >
                Take back into care
              </button>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

/** For a lost laptop: ends a colleague's sessions on every device. */
function SignOutButton({ id, name }: { id: string; name: string }) {
  const [state, setState] = useState<"still" | "done" | "failed">("still");
  const { isBusy, once } = useBusy();
  const signOut = async () => {
    const { data } = await api
      .POST("/api/v1/colleagues/{colleague_id}/sign-out", { params: { path: { colleague_id: id } } })
      .catch(() => ({ data: undefined }));
    setState(data ? "done" : "failed");
  };
  return (
    <>
      <button
        type="button"
        class="button-soft"
        aria-label={`Sign ${name} out everywhere`}
        disabled={isBusy}
        onClick={() => void once(signOut)}
      >
        Sign out everywhere
      </button>
      {state === "done" && <span role="status">Signed out on all devices.</span>}
      {state === "failed" && (
        <span class="fault" role="alert">
          Nothing was changed. Check your connection and try again.
        </span>
      )}
    </>
  );
}

function DigestCard() {
  const [on, setOn] = useState<boolean | null>(null);
  const [unreachedSince, setUnreachedSince] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    api.GET("/api/v1/digest").then(
      ({ data }) => {
        setOn(data?.daily_digest ?? null);
        setUnreachedSince(data?.unreached_since ?? null);
      },
      () => undefined,
    );
  }, []);
  const { isBusy, once } = useBusy();
  const change = async (daily_digest: boolean) => {
    setFailed(false);
    const { data } = await api
      .PUT("/api/v1/digest", { body: { daily_digest } })
      .catch(() => ({ data: undefined }));
    if (data) setOn(data.daily_digest);
    else setFailed(true);
  };
  if (on === null) return null;
  return (
    <section class="card stack">
      <h2>Email to me</h2>
      {unreachedSince && (
        <p class="fault" role="alert">
          Email hasn't reached you since {moment(unreachedSince)}. Look at the work list instead, and ask the
          operator to correct your address.
        </p>
      )}
      <label class="tick">
        <input
          type="checkbox"
          checked={on}
          disabled={isBusy}
          onChange={(event) => {
            const wanted = event.currentTarget.checked;
            void once(() => change(wanted));
          }}
        />
        Each morning, how many patients on my list need attention
      </label>
      <p class="small soft">
        Safety answers are always emailed at once. No email says anything about health.
      </p>
      {failed && (
        <p class="fault" role="alert">
          Nothing was changed. Check your connection and try again.
        </p>
      )}
    </section>
  );
}

/** While somebody is away, nothing urgent waits for them alone. */
function AwayCard() {
  const [until, setUntil] = useState<string | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const { isBusy, problem, send } = useSending("Nothing was changed. Check your connection and try again.");
  useEffect(() => {
    api.GET("/api/v1/away").then(
      ({ data }) => setUntil(data?.away_until ?? ""),
      () => undefined,
    );
  }, []);
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
  if (until === null) return null;
  return (
    <section class="card stack" aria-label="Time away">
      <h2>Time away</h2>
      <p class="small soft">
        Your patients stay with you. Until you’re back, the clinic’s leads get every safety answer at once and
        see it on their desk.
      </p>
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
      {saved && <p role="status">{saved}</p>}
      {problem && (
        <p class="fault" role="alert">
          {detailOf(problem)}
        </p>
      )}
    </section>
  );
}
