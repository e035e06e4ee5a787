// Four small charts over one another on one time axis; the chart library is loaded only here.
import { useEffect, useRef } from "preact/hooks";
import type { Week } from "../../domain/progress";

export function WeekCharts({ weeks, label }: { weeks: Week[]; label: string }) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let gone = false;
    let remove: (() => void) | undefined;
    void import("./week-charts").then(({ drawWeeks }) => {
      if (!gone && frame.current) remove = drawWeeks(frame.current, weeks);
    });
    return () => {
      gone = true;
      remove?.();
    };
  }, [weeks]);
  return <div class="week-charts" ref={frame} role="img" aria-label={label} />;
}
