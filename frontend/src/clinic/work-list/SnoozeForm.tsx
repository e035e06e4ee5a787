// Until when a reason is put off, with a note and the minutes it took.
import { clinicZone, todayIn } from "../zones";

interface Props {
  isBusy: boolean;
  onSnooze: (until: string, note: string, minutes: number) => Promise<void>;
}

/** The server reads the date as the clinic's. */
const dateIn = (days: number) => todayIn(clinicZone.value, days);

export function SnoozeForm({ isBusy, onSnooze }: Props) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    void onSnooze(String(form.get("until")), String(form.get("note")), Number(form.get("minutes")) || 0);
  };
  return (
    <form class="fields" onSubmit={submit}>
      <label class="field">
        <span class="small">Until</span>
        <input name="until" type="date" required min={dateIn(1)} max={dateIn(90)} defaultValue={dateIn(3)} />
      </label>
      <label class="field">
        <span class="small">Note</span>
        <input name="note" maxLength={300} />
      </label>
      <label class="field">
        <span class="small">Minutes</span>
        <input name="minutes" type="number" min={0} max={240} />
      </label>
      <button type="submit" class="button-soft" disabled={isBusy}>
        Snooze
      </button>
    </form>
  );
}
