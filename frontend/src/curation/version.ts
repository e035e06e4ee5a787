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

/** Save the figure; the answer is a sentence for the curator. */
export async function saveFigure(base: string, figure: FigureData): Promise<{ ok: boolean; detail: string }> {
  const token = /nod-csrf=([^;]+)/.exec(document.cookie);
  try {
    const response = await fetch(`${base}content.json`, {
      method: "PUT",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token?.[1] ?? "" },
      body: JSON.stringify(figure),
    });
    const { detail } = (await response.json()) as { detail: string };
    return { ok: response.ok, detail };
  } catch {
    return {
      ok: false,
      detail: "Not saved: the server could not be reached. Your poses are still here; try again.",
    };
  }
}
