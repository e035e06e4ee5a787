// Lets the address of the service worker be one, where the browser holds the page to Trusted Types (backend/config/pages.py).
interface Rules {
  createScriptURL(url: string): string;
}

const rules: Rules = {
  createScriptURL(url) {
    if (url !== "/app/sw.js") throw new TypeError("This is not the service worker.");
    return url;
  },
};

const browser = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: Rules): Rules } })
  .trustedTypes;

export const trustedWorker: Rules = browser?.createPolicy("nod-worker", rules) ?? rules;
