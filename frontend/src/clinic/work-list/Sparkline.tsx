// Twenty-eight days as bars: height is the worst pain, a ring is a headache day whose pain was not given; a dot is a day
import { count } from "../count";

// without headache; a gap was not recorded.

interface Props {
  /** Worst pain by day, oldest first; null when it was not given or the day was not recorded. */
  pains: (number | null)[];
  /** The places of the headache days. */
  headaches: number[];
}

export function Sparkline({ pains, headaches }: Props) {
  const isHeadache = new Set(headaches);
  return (
    <svg class="spark" viewBox="0 0 140 36" role="img" aria-label={sparkLabel({ pains, headaches })}>
      {pains.map((pain, place) => {
        const x = place * 5;
        if (!isHeadache.has(place))
          return pain === null ? null : <circle key={x} class="spark-free" cx={x + 1.8} cy="32" r="1.3" />;
        if (pain === null) return <circle key={x} class="spark-unrated" cx={x + 1.8} cy="30.7" r="1.8" />;
        const height = Math.max(1, pain * 3);
        return <rect key={x} class="spark-pain" x={x} y={33 - height} width="3.6" height={height} rx="1" />;
      })}
    </svg>
  );
}

export function sparkLabel({ pains, headaches }: Props): string {
  const free = pains.filter((pain, place) => pain !== null && !headaches.includes(place)).length;
  const recorded = free + headaches.length;
  if (recorded === 0) return "Nothing recorded in 28 days";
  const rated = headaches.flatMap((place) => pains[place] ?? []);
  const worst = rated.length
    ? `, worst pain ${Math.max(...rated)}`
    : headaches.length
      ? ", pain not given"
      : "";
  return `${count(headaches.length, "headache day")} in ${count(recorded, "recorded day")}${worst}`;
}
