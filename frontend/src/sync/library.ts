// Fetches the clinic's content once a day at most, and keeps it for offline use.
import { api } from "../api/client";
import type { KeptLibrary, Library } from "../store/library";
import { keepMeta, readMeta } from "../store/snapshot";

const EVERY_MS = 20 * 3600_000;

export async function refreshLibrary(user: string, now: number): Promise<void> {
  const kept = await readMeta<KeptLibrary>(user, "library");
  if (kept && now - kept.at < EVERY_MS) return;
  const { data, response } = await api.GET("/api/v1/library", {
    headers: kept ? { "If-None-Match": kept.tag } : {},
  });
  if (response.status === 304 && kept) await keepMeta(user, "library", { ...kept, at: now });
  if (!data) return;
  const { article, questionnaire, measure, medicine, exercise, source } = data;
  // Words and figures of exercises come with the plan; only what they stand on is kept of the library's.
  const stands = exercise.map(({ slug, evidence, reviewed_by }) => ({ slug, evidence, reviewed_by }));
  const content: Library = { article, questionnaire, measure, medicine, source, exercise: stands };
  await keepMeta(user, "library", { tag: response.headers.get("ETag") ?? "", at: now, content });
}
