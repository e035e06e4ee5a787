// On every page of a patient whose record is open in an emergency: how long still, and what it allows.
import { useEffect, useState } from "preact/hooks";
import { count } from "./count";
import { moment } from "./zones";

export function EmergencyBanner({ until }: { until: string | null }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 20_000);
    return () => clearInterval(timer);
  }, []);
  if (!until) return null;
  const left = Math.ceil((Date.parse(until) - now) / 60_000);
  return (
    <p class="notice emergency-banner" role="status">
      <b>{left > 0 ? `Emergency access: ${count(left, "minute")} left` : "Emergency access has ended"}</b>{" "}
      {left > 0
        ? "You can read this record, write notes and messages, and mark answers as reviewed. Everything else stays with whoever cares for this patient. The patient sees that you looked."
        : `It ended at ${moment(until)}. Close this page, or open the record again on the Team page.`}
    </p>
  );
}

/** Instead of the builder: an emergency opens the program to read, not to change. */
export function NotInAnEmergency({ id, until }: { id: string; until: string }) {
  return (
    <>
      <EmergencyBanner until={until} />
      <p class="card">
        The program can’t be changed during emergency access.{" "}
        <a href={`/clinic/patients/${id}`}>Back to the record</a>
      </p>
    </>
  );
}
