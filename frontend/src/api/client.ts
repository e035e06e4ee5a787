// The API client, typed from the OpenAPI file. The CSRF token is read at each request, because sign-in changes it.
// The server answers in the language of the page, whatever the browser prefers.
import createClient from "openapi-fetch";
import type { paths } from "../wire/schema";

export const api = createClient<paths>({
  baseUrl: location.origin,
  credentials: "same-origin",
  // Looked up at each call, so that tests can stand in for the network.
  fetch: (request) => fetch(request),
});

/** This app's age for the server (settings.MIN_CLIENT); raised with every change of what it needs from the API. */
const CLIENT = "1";

export function csrfToken(): string {
  const found = /(?:^|; )(?:__Host-)?nod-csrf=([^;]+)/.exec(document.cookie);
  return found?.[1] ?? "";
}

api.use({
  onRequest({ request }) {
    if (request.method !== "GET") request.headers.set("X-CSRFToken", csrfToken());
    request.headers.set("X-Nod-Client", CLIENT);
    request.headers.set("Accept-Language", document.documentElement.lang);
    return request;
  },
});

/** Call `tell` whenever the server no longer knows who asks; return a function that stops it. */
export function onSignedOut(tell: () => void): () => void {
  const watcher = {
    async onResponse({ response }: { response: Response }) {
      if (response.status === 403 && (await codeOf(response)) === "not_authenticated") tell();
      return undefined;
    },
  };
  api.use(watcher);
  return () => api.eject(watcher);
}

async function codeOf(response: Response): Promise<string> {
  try {
    return ((await response.clone().json()) as Problem).code;
  } catch {
    return "";
  }
}

export interface Problem {
  status: number;
  code: string;
  detail: string;
  errors?: { field: string; code: string; detail: string }[];
}

/** An answer's error as a problem. What a proxy says in our server's place is none: it gets the words given. */
export function problemOf(error: unknown, otherwise: string): Problem {
  return isProblem(error) ? error : { status: 502, code: "unreadable", detail: otherwise };
}

function isProblem(error: unknown): error is Problem {
  return typeof error === "object" && error !== null && "code" in error && "detail" in error;
}

/** The sentence for one field, if the answer has one. */
export function faultOf(problem: Problem | null, field: string): string | undefined {
  return problem?.errors?.find((fault) => fault.field === field)?.detail;
}
