// Whom the clinic's patients call: its own phone, and the number for an emergency.
import type { ClinicSettings } from "../types";

interface Props {
  clinic: ClinicSettings;
  disabled: boolean;
  onChange: (change: Partial<ClinicSettings>) => void;
}

export function CallFields({ clinic, disabled, onChange }: Props) {
  return (
    <>
      <label class="field">
        <span>Phone for patients</span>
        <input
          type="tel"
          maxLength={40}
          disabled={disabled}
          value={clinic.phone}
          onInput={(event) => onChange({ phone: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        <span>Address</span>
        <input
          maxLength={300}
          disabled={disabled}
          value={clinic.address}
          onInput={(event) => onChange({ address: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        <span>Number to call in an emergency, if it is not the country’s own</span>
        <input
          inputMode="tel"
          maxLength={8}
          pattern="[0-9]{2,8}"
          disabled={disabled}
          value={clinic.emergency_number}
          onInput={(event) => onChange({ emergency_number: event.currentTarget.value })}
        />
      </label>
      <p class="small soft">
        Empty: the number of the country the phone is in. Patients abroad see that country’s number first.
      </p>
    </>
  );
}
