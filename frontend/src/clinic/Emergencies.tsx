// On every page of the desk: the emergency answers that nobody has looked at yet.
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { api } from "../api/client";
import { moment } from "./reasons";
import type { WaitingEmergency } from "./types";
import { acts, BY_ITSELF, useLive } from "./work-list/live";

export function Emergencies() {
  const { path } = useLocation();
  const [waiting, setWaiting] = useState<WaitingEmergency[]>([]);
  const load = async () => {
    // What stands here stays while the network is away: better an old alarm than none.
    const { data } = await api.GET("/api/v1/work-list/emergencies", { headers: BY_ITSELF }).catch(() => ({
      data: undefined,
    }));
    if (data) setWaiting(data);
  };
  useEffect(() => void load(), [path, acts.value]);
  useLive(() => void load());
  if (waiting.length === 0) return null;
  return (
    <section class="emergencies" role="alert" aria-label="Emergency answers">
      {waiting.map((each) => (
        <a key={each.patient_id} href={`/clinic/patients/${each.patient_id}`}>
          <b>Emergency: {each.name}</b> answered yes on {moment(each.waiting_since)}: {each.texts.join(" ")}{" "}
          <span class="go">Look now</span>
        </a>
      ))}
    </section>
  );
}
