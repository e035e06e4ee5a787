// Lets the text of a figure become a drawing, where the browser holds the page to Trusted Types (backend/config/pages.py).
interface Rules {
  createHTML(text: string): string;
}

/** What a drawing never holds, and what would run in one. */
const RUNS = /<script|<foreignObject|<iframe|\son[a-z]+\s*=|javascript:/i;

const rules: Rules = {
  createHTML(text) {
    if (RUNS.test(text)) throw new TypeError("A drawing holds something that runs.");
    return text;
  },
};

const browser = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: Rules): Rules } })
  .trustedTypes;

export const trustedDrawing: Rules = browser?.createPolicy("nod-drawing", rules) ?? rules;
