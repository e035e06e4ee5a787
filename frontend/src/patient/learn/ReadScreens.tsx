// One article, one exercise with all its words, and the handout to print.
import { useRoute } from "preact-iso";
import type { PlanItem } from "../../domain/plan";
import { wordsForSide } from "../../domain/sided-words";
import { Figure } from "../../figures/Figure";
import { language, t } from "../../i18n";
import { ClinicCard } from "../clinic/ClinicCards";
import { doseInWords } from "../dose-words";
import { Instructions } from "../exercise/Instructions";
import { lightsOf, lightText } from "../exercise/lights";
import { numberToCall } from "../help";
import { snapshot } from "../state";
import { ArticleText } from "./ArticleText";
import { BasedOn } from "./BasedOn";
import { say } from "./handout-words";
import { say as sayBelow } from "./words";

function Back() {
  return (
    <a class="button-quiet back-link" href="/app/learn">
      ‹ {t("learn.title")}
    </a>
  );
}

export function ArticleScreen() {
  const { params } = useRoute();
  const article = snapshot.value?.library?.article.find(({ slug }) => slug === params.slug);
  return (
    <>
      <Back />
      {article ? (
        <>
          <section class="card stack">
            <ArticleText words={article.words[language.value]} />
            <BasedOn entry={article} />
          </section>
          <section class="card stack" aria-label={sayBelow("ask")}>
            <h2>{sayBelow("ask")}</h2>
            <a class="button-soft wide" href="/app/messages">
              {sayBelow("message")}
            </a>
          </section>
          <ClinicCard />
        </>
      ) : (
        <p class="card">{t("learn.empty")}</p>
      )}
    </>
  );
}

export function ExerciseScreen() {
  const { params } = useRoute();
  const item = snapshot.value?.plan?.items.find(({ exercise }) => exercise === params.slug);
  if (!item)
    return (
      <>
        <Back />
        <p class="card">{t("learn.gone")}</p>
      </>
    );
  const words = wordsForSide(item.words[language.value], item.dose.side, language.value);
  return (
    <>
      <Back />
      <section class="card stack">
        <h1>{words.name}</h1>
        <Figure figure={item.figure} side={item.dose.side} alt={words.alt} />
        <p>
          <b>{doseInWords(item.dose)}</b>
        </p>
        {item.dose.note && <p class="light">{item.dose.note}</p>}
        <Instructions words={words} media={item.media} painLimit={item.pain_limit} heading="h2" />
        {words.ready_when && <h2>{sayBelow("ready")}</h2>}
        {words.ready_when && <p>{words.ready_when}</p>}
        <BasedOn entry={snapshot.value?.library?.exercise?.find(({ slug }) => slug === item.exercise)} />
      </section>
    </>
  );
}

export function HandoutScreen() {
  const plan = snapshot.value?.plan;
  return (
    <div class="handout stack">
      <div class="row between no-print">
        <Back />
        <button type="button" class="button" onClick={() => print()}>
          {t("learn.print")}
        </button>
      </div>
      <h1>{plan?.name[language.value] || t("learn.exercises")}</h1>
      {plan?.note && <p>{plan.note}</p>}
      {plan?.items.map((item) => (
        <HandoutItem key={item.id} item={item} />
      ))}
      <ul class="lights">
        {lightsOf().map((light) => (
          <li key={light} class="light" data-light={light}>
            {lightText(light)}
          </li>
        ))}
      </ul>
      <p class="notice small">{say("stop", { number: numberToCall() })}</p>
    </div>
  );
}

function HandoutItem({ item }: { item: PlanItem }) {
  const words = wordsForSide(item.words[language.value], item.dose.side, language.value);
  return (
    <section class="card handout-item">
      <Figure figure={item.figure} side={item.dose.side} alt={words.alt} still />
      <div class="stack">
        <h2>{words.name}</h2>
        <p>
          <b>{doseInWords(item.dose)}</b>
        </p>
        <p>{words.start}</p>
        <ol class="steps">
          {words.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p>
          <b>{t("session.stopif")}:</b> {words.stop_if}{" "}
          {item.pain_limit === 0 && <b>{lightText("red", item.pain_limit)}</b>}
        </p>
        <p>
          <b>{t("session.easier")}:</b> {words.easier}
        </p>
      </div>
    </section>
  );
}
