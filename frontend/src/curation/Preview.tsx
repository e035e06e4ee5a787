// A version as patients will see it, drawn by the patient app's own components.
import type { Language, Words } from "../domain/plan";
import { Figure } from "../figures/Figure";
import { language } from "../i18n";
import { Instructions } from "../patient/exercise/Instructions";
import { ArticleText } from "../patient/learn/ArticleText";
import { Questions } from "../patient/unwell/Questions";
import type { Version } from "./version";

export function Preview({ version: { kind, content } }: { version: Version }) {
  const words = content.words?.[language.value as Language];
  if (kind === "exercise") return <Exercise content={content} words={words} />;
  if (kind === "article" && words?.html !== undefined)
    return (
      <main class="screen">
        <ArticleText words={words} />
      </main>
    );
  if (kind === "questionnaire")
    return (
      <main class="screen">
        <h1>{content.name?.[language.value]}</h1>
        <Questions blocks={content.blocks ?? []} emergencyNumber="911" />
      </main>
    );
  if (kind === "protocol") return <Phases content={content} />;
  return <p class="notice">Nothing to show yet: this draft has no words in this language.</p>;
}

// biome-ignore lint/suspicious/noExplicitAny: content of a draft may be unfinished
function Exercise({ content, words }: { content: any; words: Partial<Words> | undefined }) {
  const whole = {
    name: "",
    cue: "",
    start: "",
    steps: [],
    feel: "",
    mistakes: [],
    stop_if: "",
    easier: "",
    alt: "",
  };
  const shown: Words = { ...whole, ...words };
  return (
    <main class="screen">
      {content.figure?.poses?.length > 1 && (
        <div class="stage">
          <Figure figure={{ props: [], cues: [], ...content.figure }} alt={shown.alt} />
        </div>
      )}
      <section class="now">
        <h2>{shown.name}</h2>
        <p class="cue">{shown.cue}</p>
      </section>
      <div class="instructions">
        <Instructions words={shown} media={content.media} />
      </div>
    </main>
  );
}

// biome-ignore lint/suspicious/noExplicitAny: content of a draft may be unfinished
function Phases({ content }: { content: any }) {
  const say = (text: Record<string, string> | undefined) => text?.[language.value] ?? "";
  return (
    <main class="screen">
      <h1>{say(content.name)}</h1>
      {/* biome-ignore lint/suspicious/noExplicitAny: as above */}
      {(content.phases ?? []).map((phase: any) => (
        <section key={say(phase.name)} class="card">
          <h2>{say(phase.name)}</h2>
          <ul class="bullets">
            {/* biome-ignore lint/suspicious/noExplicitAny: as above */}
            {(phase.items ?? []).map((item: any) => (
              <li key={item.slug}>
                {item.slug} · {item.per_day} × {item.days_week}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </main>
  );
}
