// Examinations beside each other, the first on the left: what was found, its flags, and the ICHD-3 checklist.
import type { ComponentChildren } from "preact";
import type { Assessed, AssessmentField } from "../types";
import { day } from "../zones";
import { findingText, flagTexts, missingText, RESULTS } from "./exam-words";

interface Props {
  shown: Assessed[];
  fields: AssessmentField[];
  /** What stands under each one's date. */
  children: (row: Assessed) => ComponentChildren;
}

export function SideBySide({ shown, fields, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than a phone is scrolled with the keyboard too
    <section class="table-card" aria-label="Side by side" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Finding</th>
            {shown.map((each) => (
              <th scope="col" key={each.id}>
                {day(each.occurred_on)}
                <span class="small soft"> {each.by}</span>
                {children(each)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fields
            .filter(({ name }) => shown.some((each) => each.findings[name] !== undefined))
            .map(({ name, title, unit }) => (
              <tr key={name}>
                <th scope="row">{title}</th>
                {shown.map((each) => (
                  <td key={each.id}>{findingText(each.findings[name], unit)}</td>
                ))}
              </tr>
            ))}
          <tr>
            <th scope="row">Flags</th>
            {shown.map((each) => (
              <td key={each.id}>
                <Flags of={each} />
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">ICHD-3 11.2.1 checklist</th>
            {shown.map((each) => (
              <td key={each.id}>
                <Checklist result={each.result} />
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </section>
  );
}

function Flags({ of }: { of: Assessed }) {
  const texts = flagTexts(of);
  return texts.length === 0 ? <>–</> : texts.map((text) => <div key={text}>{text}</div>);
}

function Checklist({ result: { result, unmet, missing, warnings } }: { result: Assessed["result"] }) {
  return (
    <>
      <b>{RESULTS[result]}</b>
      {unmet.length > 0 && <div>Not met: {unmet.join(", ")}</div>}
      {missing.length > 0 && <div class="small soft">Missing: {missingText(missing)}</div>}
      {warnings.map((text) => (
        <div key={text} class="small">
          {text}
        </div>
      ))}
    </>
  );
}
