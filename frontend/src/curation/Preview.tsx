// A version as patients will see it, drawn by the patient app's own components.
import type { Language, Words } from "../domain/plan";
import { Figure } from "../figures/Figure";
import { language } from "../i18n";
import { Instructions } from "../patient/exercise/Instructions";
import { ArticleText } from "../patient/learn/ArticleText";
import { Questions } from "../patient/unwell/Questions";
import type { Version } from "./version";

export function Preview({ version: { kind, content, exercises } }: { version: Version }) {
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
  if (kind === "protocol") return <Phases content={content} exercises={exercises} />;
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
function Phases({ content, exercises }: { content: any; exercises: Version["exercises"] }) {
  const say = (text: Record<string, string> | undefined) => text?.[language.value] ?? "";
  return (
    <main class="screen instructions">
      <h1>{say(content.name)}</h1>
      {/* biome-ignore lint/suspicious/noExplicitAny: as above */}
      {(content.phases ?? []).map((phase: any) => (
        <section key={say(phase.name)} class="card stack">
          <h2>{say(phase.name)}</h2>
          {/* biome-ignore lint/suspicious/noExplicitAny: as above */}
          {(phase.items ?? []).map((item: any) => {
            const exercise = exercises[item.slug];
            const words = exercise?.words[language.value];
            return (
              <div class="habit" key={item.slug}>
                {exercise && <Figure figure={exercise.figure} alt={words?.alt ?? ""} still />}
                <div>
                  <h3>{words?.name ?? item.slug}</h3>
                  <p class="small soft">{words?.cue}</p>
                </div>
              </div>
            );
          })}
        </section>
      ))}
    </main>
  );
}
