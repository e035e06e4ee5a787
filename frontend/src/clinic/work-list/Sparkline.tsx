// Twenty-eight days as bars: height is the worst pain; a dot is a day without headache; a gap was not recorded.

export function Sparkline({ values }: { values: (number | null)[] }) {
  const recorded = values.filter((value) => value !== null);
  const headaches = recorded.filter((value) => value > 0);
  const worst = Math.max(0, ...headaches);
  const label =
    recorded.length === 0
      ? "Nothing recorded in 28 days"
      : `${headaches.length} headache days in ${recorded.length} recorded, worst pain ${worst}`;
  return (
    <svg class="spark" viewBox="0 0 140 36" role="img" aria-label={label}>
      {values.map((value, index) => {
        if (value === null) return null;
        const x = index * 5;
        return value > 0 ? (
          <rect key={x} class="spark-pain" x={x} y={33 - value * 3} width="3.6" height={value * 3} rx="1" />
        ) : (
          <circle key={x} class="spark-free" cx={x + 1.8} cy="32" r="1.3" />
        );
      })}
    </svg>
  );
}
