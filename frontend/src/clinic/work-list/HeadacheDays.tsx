// Headache days of 28, as the desk shows them.
import type { Row } from "../types";

/** The number with its quality in words, and the counts it comes from. */
export function HeadacheDays({ row }: { row: Row }) {
  if (row.monthly_headache_days === null)
    return <span class="soft small">too few days recorded ({row.recorded_days})</span>;
  const about = row.quality === "estimated" ? "about " : "";
  return (
    <>
      <b>
        {about}
        {row.monthly_headache_days.toFixed(1)}
      </b>
      <span class="small soft">
        {row.headache_days} of {row.recorded_days} recorded
      </span>
    </>
  );
}
