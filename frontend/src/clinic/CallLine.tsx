// Whom to call about a patient, beside what is urgent.
import { dialed } from "../domain/office-hours";

interface Numbers {
  phone: string;
  emergency_name: string;
  emergency_phone: string;
}

export function CallLine({ call }: { call: Numbers | null }) {
  if (!call?.phone && !call?.emergency_phone) return <p class="small call">No phone number on record.</p>;
  return (
    <p class="small call">
      {call.phone && (
        <span>
          Patient: <a href={dialed(call.phone)}>{call.phone}</a>
        </span>
      )}
      {call.emergency_phone && (
        <span>
          Emergency contact{call.emergency_name && ` ${call.emergency_name}`}:{" "}
          <a href={dialed(call.emergency_phone)}>{call.emergency_phone}</a>
        </span>
      )}
    </p>
  );
}
