// An article as patients read it. Its HTML was made and cleaned by the server: a few elements, links to https only.
import { t } from "../../i18n";
import { trustedArticle } from "./trusted-article";

export interface ArticleWords {
  title: string;
  summary: string;
  try?: string;
  tell?: string;
  html: string;
}

export function ArticleText({ words }: { words: ArticleWords }) {
  return (
    <article class="article">
      <h1>{words.title}</h1>
      <p class="summary">{words.summary}</p>
      <div dangerouslySetInnerHTML={{ __html: trustedArticle.createHTML(words.html) }} />
      {words.try && (
        <p class="notice">
          <b>{t("learn.try")}</b> {words.try}
        </p>
      )}
      {words.tell && (
        <p class="notice">
          <b>{t("learn.tell")}</b> {words.tell}
        </p>
      )}
    </article>
  );
}
