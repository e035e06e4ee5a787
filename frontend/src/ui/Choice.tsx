// A row of large buttons of which one, or any number, can be chosen.

interface Props<Value extends string | number> {
  label: string;
  options: { value: Value; text: string }[];
  chosen: Value[];
  onToggle: (value: Value) => void;
}

export function Choice<Value extends string | number>({ label, options, chosen, onToggle }: Props<Value>) {
  return (
    <fieldset class="stack choice">
      <legend>{label}</legend>
      <div class="row">
        {options.map(({ value, text }) => (
          <button
            key={value}
            type="button"
            class="chip"
            aria-pressed={chosen.includes(value)}
            onClick={() => onToggle(value)}
          >
            {text}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
