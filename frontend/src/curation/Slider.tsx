interface Props {
  label: string;
  value: number;
  min: number;
  max: number;
  step?: number;
  onInput: (value: number) => void;
}

export function Slider({ label, value, min, max, step = 1, onInput }: Props) {
  return (
    <label class="slider">
      <span>{label}</span>
      <input
        type="range"
        {...{ min, max, step, value }}
        onInput={(event) => onInput(event.currentTarget.valueAsNumber)}
      />
      <span class="value">{value}</span>
    </label>
  );
}
