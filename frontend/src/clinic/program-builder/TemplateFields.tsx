// Which template, which phase of it and from when; and what the template stands on.
import type { Template } from "../types";
import { Evidence, evidenceInShort } from "./Evidence";

interface Props {
  templates: Template[];
  template: Template | undefined;
  phase: number;
  startOn: string;
  onChoose: (template: Template | undefined, phase: number) => void;
  onStart: (date: string) => void;
}

export function TemplateFields({ templates, template, phase, startOn, onChoose, onStart }: Props) {
  return (
    <section class="card stack">
      <div class="fields">
        <label class="field">
          <span>Template</span>
          <select
            value={template?.slug ?? ""}
            onChange={(event) => {
              const slug = event.currentTarget.value;
              onChoose(
                templates.find((each) => each.slug === slug),
                1,
              );
            }}
          >
            {templates.map((each) => (
              <option key={each.slug} value={each.slug}>
                {each.name}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>Phase</span>
          <select value={phase} onChange={(event) => onChoose(template, Number(event.currentTarget.value))}>
            {template?.phases.map((each) => (
              <option key={each.number} value={each.number}>
                {each.number}. {each.name} (weeks {each.weeks.join("–")})
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>Starts on</span>
          <input
            type="date"
            required
            value={startOn}
            onInput={(event) => onStart(event.currentTarget.value)}
          />
        </label>
      </div>
      <p class="soft">{template?.summary}</p>
      {template && <About template={template} />}
    </section>
  );
}

function About({ template }: { template: Template }) {
  return (
    <details class="small">
      <summary>Evidence: {evidenceInShort(template.sources)}</summary>
      <p>{template.based_on}</p>
      {template.visits && <p>{template.visits}</p>}
      {template.next.length > 0 && <p>May be followed by: {template.next.join(", ")}.</p>}
      <Evidence sources={template.sources} reviewedBy={template.reviewed_by} />
    </details>
  );
}
