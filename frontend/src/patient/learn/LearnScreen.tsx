// What there is to read: the patient's own exercises first, then the articles. All of it works offline.
import { Figure } from "../../figures/Figure";
import { language, t } from "../../i18n";
import { snapshot } from "../state";

export function LearnScreen() {
  const items = snapshot.value?.plan?.items ?? [];
  const articles = [...(snapshot.value?.library?.article ?? [])].sort(
    (one, other) => (one.order ?? 99) - (other.order ?? 99),
  );
  return (
    <>
      <h1>{t("learn.title")}</h1>
      {items.length > 0 && (
        <section class="card stack">
          <div class="row between">
            <h2>{t("learn.exercises")}</h2>
            <a class="button-quiet" href="/app/learn/handout">
              {t("learn.handout")}
            </a>
          </div>
          <ul class="learn-exercises">
            {items.map((item) => {
              const words = item.words[language.value];
              return (
                <li key={item.id}>
                  <a class="plain-link" href={`/app/learn/exercise/${item.exercise}`}>
                    <Figure figure={item.figure} side={item.dose.side} alt="" still />
                    <span>{words.name}</span>
                  </a>
                </li>
              );
            })}
          </ul>
        </section>
      )}
      <section class="card stack">
        <h2>{t("learn.articles")}</h2>
        {articles.length === 0 && <p class="soft">{t("learn.empty")}</p>}
        <ul class="learn-articles">
          {articles.map(({ slug, words }) => (
            <li key={slug}>
              <a class="plain-link" href={`/app/learn/article/${slug}`}>
                <b>{words[language.value].title}</b>
                <span class="soft small">{words[language.value].summary}</span>
              </a>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
