// What an article or an exercise is based on: a plain line for each source, the source itself, and who reviewed it.
import { language } from "../../i18n";
import type { Sourced } from "../../store/library";
import { snapshot } from "../state";
import { say } from "./words";

export function BasedOn({ entry }: { entry: Sourced | undefined }) {
  const sources = (snapshot.value?.library?.source ?? []).filter(({ slug }) =>
    entry?.evidence?.includes(slug),
  );
  if (sources.length === 0) return null;
  return (
    <details class="small">
      <summary>{say("based")}</summary>
      <ul class="bullets">
        {sources.map(({ slug, citation, plain }) => (
          <li key={slug}>
            {plain?.[language.value]} {slug !== "clinical-consensus" && <span class="soft">{citation}</span>}
          </li>
        ))}
      </ul>
      <p class="soft">{say(entry?.reviewed_by ?? "editorial")}</p>
    </details>
  );
}
