// A version as the admin gives it, and saving a draft's figure.
import type { FigureData, Language, Words } from "../domain/plan";

export interface Version {
  kind: string;
  name: string;
  // biome-ignore lint/suspicious/noExplicitAny: seven kinds of content, each as its schema says, drafts unfinished
  content: any;
  /** The published exercises that a program template names, by slug. */
  exercises: Record<string, { words: Record<Language, Words>; figure: FigureData }>;
  editable: boolean;
  form: string;
}

export async function loadVersion(base: string): Promise<Version> {
  const response = await fetch(`${base}content.json`);
  if (!response.ok) throw new Error(`${response.status}`);
  return (await response.json()) as Version;
}

/** What became of saving: a sentence for the curator, the figure that is saved now, and on a clash another one's. */
export interface SavedFigure {
  ok: boolean;
  detail: string;
  figure?: FigureData;
  theirs?: FigureData;
  /** Nobody is signed in any more. */
  signedOut?: boolean;
}

/** Save the figure over the one it was made from, so that nobody else's is overwritten unseen. */
export async function saveFigure(base: string, figure: FigureData, from: unknown): Promise<SavedFigure> {
  const token = /nod-csrf=([^;]+)/.exec(document.cookie);
  try {
    const response = await fetch(`${base}content.json`, {
      method: "PUT",
      // The admin sends whoever is signed out to the front page.
      redirect: "manual",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token?.[1] ?? "" },
      body: JSON.stringify({ figure, base: from ?? null }),
    });
    if (response.type === "opaqueredirect" || response.status === 403) {
      return {
        ok: false,
        signedOut: true,
        detail: "Not saved: you've been signed out. Your poses are still here.",
      };
    }
    if (!response.headers.get("Content-Type")?.includes("json")) {
      return {
        ok: false,
        detail: `Not saved: something went wrong on the server (${response.status}). Try again.`,
      };
    }
    const said = (await response.json()) as SavedFigure;
    return { ...said, ok: response.ok };
  } catch {
    return {
      ok: false,
      detail: "Not saved: the server could not be reached. Your poses are still here; try again.",
    };
  }
}
