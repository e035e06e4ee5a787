// The 0-10 numeric rating scale as eleven large buttons: one tap, no keyboard.

interface Props {
  label: string;
  value: number | null | undefined;
  onChange: (value: number) => void;
  low: string;
  high: string;
}

export function PainScale({ label, value, onChange, low, high }: Props) {
  return (
    <fieldset class="pain-scale stack">
      <legend>{label}</legend>
      <div class="pain-buttons">
        {Array.from({ length: 11 }, (_, pain) => (
          <button
            key={pain}
            type="button"
            class="pain-button"
            data-pain={pain}
            aria-pressed={value === pain}
            onClick={() => onChange(pain)}
          >
            {pain}
          </button>
        ))}
      </div>
      <div class="row between small soft" aria-hidden="true">
        <span>0 {low}</span>
        <span>10 {high}</span>
      </div>
    </fieldset>
  );
}
