// Every number with its window, its quality and the counts behind it: "6 of 26 recorded days".
import { explainNumber, numberName, valueText } from "../numbers";
import type { PlainNumber } from "../types";

export function NumbersCard({ numbers }: { numbers: PlainNumber[] }) {
  return (
    <section class="card stack">
      <h2>Numbers, and what they are made of</h2>
      <dl class="numbers">
        {numbers.map((number) => (
          <div key={number.name}>
            <dt>{numberName(number)}</dt>
            <dd>
              <b>{valueText(number)}</b>
              <span class="small soft">{explainNumber(number)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
