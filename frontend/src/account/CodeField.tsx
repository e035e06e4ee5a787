// Where a code is typed: from an email, an authenticator app or the list of recovery codes.
interface Props {
  label: string;
  /** Recovery codes have letters. */
  letters?: boolean;
}

export function CodeField({ label, letters = false }: Props) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        name="code"
        required
        autocomplete="one-time-code"
        inputMode={letters ? "text" : "numeric"}
        class="code-input"
        ref={focusInput}
      />
    </label>
  );
}

/** The person has just asked for this field. One function for all times, or each drawing would take the focus anew. */
const focusInput = (input: HTMLInputElement | null) => input?.focus();
