// On every page of the desk: the emergency answers and findings that nobody has looked at yet. A lead sees what waits in the whole
// clinic, without the patient's name, and can open the record by the emergency door.
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { api, faultOf } from "../api/client";
import { CallLine } from "./CallLine";
import { count } from "./count";
import { nameOf } from "./reasons";
import { useSending } from "./sending";
import type { ClinicEmergency, WaitingEmergency } from "./types";
import { acts, BY_ITSELF, useLive } from "./work-list/live";
import { moment } from "./zones";

export function Emergencies({ isLead }: { isLead: boolean }) {
  const { path } = useLocation();
  const [waiting, setWaiting] = useState<WaitingEmergency[]>([]);
  const [others, setOthers] = useState<ClinicEmergency[]>([]);
  const load = async () => {
    // What stands here stays while the network is away: better an old alarm than none.
    const nothing = () => ({ data: undefined });
    const [mine, clinic] = await Promise.all([
      api.GET("/api/v1/work-list/emergencies", { headers: BY_ITSELF }).catch(nothing),
      isLead
        ? api.GET("/api/v1/work-list/emergencies/clinic", { headers: BY_ITSELF }).catch(nothing)
        : nothing(),
    ]);
    if (mine.data) setWaiting(mine.data);
    if (clinic.data) setOthers(clinic.data);
  };
  useEffect(() => void load(), [path, acts.value]);
  useLive(() => void load());
  if (waiting.length + others.length === 0) return null;
  return (
    <section class="emergencies" role="alert" aria-label="Emergency answers">
      {waiting.map((each) => (
        <div key={each.patient_id}>
          <a href={`/clinic/patients/${each.patient_id}`}>
            <b>Emergency: {each.name}</b>, since {moment(each.waiting_since)}: {each.texts.join(" ")}{" "}
            <span class="go">Look now</span>
          </a>
          <CallLine call={each.call} />
        </div>
      ))}
      {others.length > 0 && (
        <div>
          <b>
            {count(others.length, "safety answer")} in your clinic {others.length === 1 ? "is" : "are"}{" "}
            waiting
          </b>
          {others.map((each) => (
            <OpenOne key={each.id} waiting={each} />
          ))}
        </div>
      )}
    </section>
  );
}

/** The lead's way in: for an hour, with a reason that others read. */
function OpenOne({ waiting }: { waiting: ClinicEmergency }) {
  const { route } = useLocation();
  const { isBusy, problem, send } = useSending("You're offline. Nothing was opened. Try again.");
  const open = (event: SubmitEvent) => {
    event.preventDefault();
    const because = String(new FormData(event.currentTarget as HTMLFormElement).get("because"));
    void send(
      (sent) => api.POST("/api/v1/emergency-access", { body: { id: sent, waiting: waiting.id, because } }),
      (opened) => opened && route(`/clinic/patients/${opened.patient_id}`),
    );
  };
  const whose = waiting.therapists.length
    ? `Patient of ${waiting.therapists.join(", ")}`
    : "No therapist is assigned to this patient";
  return (
    <details>
      <summary>
        <b>{nameOf({ code: "red_flag", evidence: { urgency: waiting.urgency } })}</b> {whose}: since{" "}
        {moment(waiting.waiting_since)}, nobody has marked it as reviewed
      </summary>
      <form class="row" onSubmit={open}>
        <label class="field">
          <span class="small">
            Why you are opening the record. The patient and the therapist will see it.
          </span>
          <input name="because" required minLength={10} maxLength={300} autocomplete="off" />
        </label>
        <button type="submit" class="button-soft" disabled={isBusy}>
          Open for one hour
        </button>
        {problem && (
          <p role="alert">
            {problem.status === 404
              ? "Someone else has taken it in the meantime."
              : (faultOf(problem, "because") ?? problem.detail)}
          </p>
        )}
      </form>
    </details>
  );
}
