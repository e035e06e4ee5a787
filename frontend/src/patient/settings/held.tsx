// A form that the server keeps: its values, and the line that says whether they have arrived.
import { useEffect, useRef, useState } from "preact/hooks";
import { type Key, t } from "../../i18n";
import { draft } from "../../store/drafts";
import { FORM, type HeldForm } from "../../store/held-forms";
import { clearSaved, type Form, type FormState, formOf, loadForm, saveForm } from "../../sync/forms";
import { user } from "../state";

const WORDS: Record<FormState, Key> = {
  saving: "form.saving",
  saved: "settings.reminder.saved",
  offline: "form.offline",
  signed_out: "form.signed_out",
  later: "form.later",
  refused: "form.refused",
};

/** Use a form; a new `version` loads it again. `value` is null until it is known what the server has. */
export function useHeldForm<Value extends object>(form: Form<Value>, version?: string) {
  const id = user.value ?? "";
  const [typed, setTyped] = useState<Partial<Value>>({});
  // A quick tap may come before the screen was drawn anew.
  const latest = useRef(typed);
  const type = (next: Partial<Value>) => {
    latest.current = next;
    setTyped(next);
  };
  useEffect(() => {
    void loadForm(id, form);
  }, [version]);
  useEffect(() => () => clearSaved(id, form), []);

  const { known, state } = formOf(id, form);
  const held = draft<HeldForm>(FORM + form.name);
  const isTyped = Object.keys(typed).length > 0;
  return {
    /** What the server has. */
    known,
    /** What the screen shows: what the server has, under what waits to be sent, under what was typed. */
    value: known ? { ...known, ...(held?.patch as Partial<Value>), ...typed } : null,
    status: statusOf(state, held, isTyped),
    /** Neither the server nor the phone could say what the form holds. */
    isOffline: !known && state !== undefined,
    change: (next: Partial<Value>) => {
      clearSaved(id, form);
      type({ ...latest.current, ...next });
    },
    /** Save what was typed and `more`. */
    save: (more: Partial<Value> = {}) => {
      const patch = { ...latest.current, ...more };
      void saveForm(id, form, patch);
      type({});
    },
    /** Why the server refused a field that was not changed since. */
    faultOf: (field: keyof Value & string) =>
      field in typed ? undefined : held?.refused?.find((fault) => fault.field === field)?.detail,
    /** Why the server refused the form as a whole. */
    fault: held?.refused?.find((fault) => fault.field === "")?.detail,
  };
}

function statusOf(
  state: FormState | undefined,
  held: HeldForm | null,
  isTyped: boolean,
): FormState | undefined {
  if (held?.refused) return "refused";
  if (state === "saving") return state;
  // Held since an earlier start and not tried yet: the network is what it waits for.
  if (held) return state === "signed_out" || state === "later" ? state : "offline";
  return state === "saved" && !isTyped ? state : undefined;
}

interface SaveRowProps {
  label: string;
  status: FormState | undefined;
  /** Why the server refused the form as a whole. */
  fault: string | undefined;
}

export function SaveRow({ label, status, fault }: SaveRowProps) {
  const isBusy = status === "saving";
  return (
    <>
      <button class="button-soft" type="submit" aria-busy={isBusy} aria-disabled={isBusy}>
        {label}
      </button>
      {status && (
        <p class={isBusy || status === "saved" ? "" : "fault"} role="status">
          {fault ?? t(WORDS[status])}
        </p>
      )}
    </>
  );
}
