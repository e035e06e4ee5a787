// Where somebody wanted to go before they were asked to sign in.

const PAGES = /^\/((admin|clinic|app)\/[\w\-./]*|my-sign-in)(\?[\w\-=&%.]*)?$/;

/** The page named by ?next=, when it is one of our own; anything else is nothing, so that no link leads elsewhere. */
export function wantedPage(search: string): string | null {
  const next = new URLSearchParams(search).get("next") ?? "";
  return PAGES.test(next) && !next.includes("//") && !next.includes("..") ? next : null;
}
