// The two places where a text may become more than a text, for browsers that hold a page to Trusted Types: the drawing of
// a figure, and the address of the service worker. Anything else that would run a text is refused by the browser.
interface Rules {
  createHTML(text: string): string;
  createScriptURL(url: string): string;
}

const WORKER = "/app/sw.js";
/** What a drawing never holds, and what would run in one. */
const RUNS = /<script|<foreignObject|<iframe|\son[a-z]+\s*=|javascript:/i;

const rules: Rules = {
  createHTML(text) {
    if (RUNS.test(text)) throw new TypeError("A drawing holds something that runs.");
    return text;
  },
  createScriptURL(url) {
    if (url !== WORKER) throw new TypeError("This is not the service worker.");
    return url;
  },
};

const browser = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: Rules): Rules } })
  .trustedTypes;

/** Named in the pages' policy (backend/config/pages.py). */
export const trusted: Rules = browser?.createPolicy("nod", rules) ?? rules;
