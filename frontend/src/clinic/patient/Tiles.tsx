// The three figures that one looks at first.
import type { Row } from "../types";
import { HeadacheDays } from "../work-list/HeadacheDays";
import { day } from "../zones";

export function Tiles({ row }: { row: Row }) {
  return (
    <section class="tiles">
      <div class="card tile">
        <h2>Headache days of 28</h2>
        <HeadacheDays row={row} />
      </div>
      <div class="card tile">
        <h2>Sessions in 7 days</h2>
        <b>{row.sessions_7d}</b>
      </div>
      <div class="card tile">
        <h2>Last heard</h2>
        <b>{row.last_heard_on ? day(row.last_heard_on) : "never"}</b>
      </div>
    </section>
  );
}
