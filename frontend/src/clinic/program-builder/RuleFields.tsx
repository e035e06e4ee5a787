// What a bad headache day asks for.
import { ABOVE_USUAL, NECK_PAIN } from "../../domain/flare";
import { count } from "../count";
import type { HeadacheRule } from "../types";

interface Props {
  rule: HeadacheRule | null;
  onChange: (rule: HeadacheRule | null) => void;
}

export function RuleFields({ rule, onChange }: Props) {
  return (
    <>
      <div class="fields">
        <label class="field">
          <span>On a bad headache day</span>
          <select
            value={rule?.asks ?? "none"}
            onChange={(event) => {
              const asks = event.currentTarget.value;
              onChange(
                asks === "none"
                  ? null
                  : { from_pain: rule?.from_pain ?? 7, asks: asks as HeadacheRule["asks"] },
              );
            }}
          >
            <option value="gentle">gentle version: half the dose</option>
            <option value="rest">rest</option>
            <option value="flare">flare program: easy moves for some days</option>
            <option value="none">the same program</option>
          </select>
        </label>
        {rule && (
          <label class="field">
            <span>from a worst pain of</span>
            <select
              value={rule.from_pain}
              onChange={(event) => onChange({ ...rule, from_pain: Number(event.currentTarget.value) })}
            >
              {[4, 5, 6, 7, 8, 9, 10].map((pain) => (
                <option key={pain} value={pain}>
                  {pain} of 10
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {rule && <p class="small soft">Doing so counts as following the program.</p>}
      {rule?.asks === "flare" && (
        <p class="small soft">
          The phone offers the flare program: head turns lying down, slow breathing and sitting tall for 3
          days, then half the dose for 3 days, then the full dose. It does so on such a day, with{" "}
          {count(ABOVE_USUAL, "headache day")} more than usual in 7 days, or with neck pain of {NECK_PAIN} or
          more on 2 days in a row.
        </p>
      )}
    </>
  );
}
