// Lets an article's HTML into the page, where the browser holds it to Trusted Types (backend/config/pages.py).
interface Rules {
  createHTML(text: string): string;
}

/** What the server leaves in an article (library/markdown.py): a few bare elements, and links to https. */
const ELEMENT =
  /<\/?(?:p|h2|h3|ul|ol|li|strong|em|a|br)>|<br \/>|<a href="https:\/\/[^"<>]*"(?: rel="[a-z ]*")?>/g;

const rules: Rules = {
  createHTML(text) {
    if (text.replace(ELEMENT, "").includes("<"))
      throw new TypeError("An article holds more than text, lists and links.");
    return text;
  },
};

const browser = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: Rules): Rules } })
  .trustedTypes;

export const trustedArticle: Rules = browser?.createPolicy("nod-article", rules) ?? rules;
