// What answers to the safety questions do to the program at once, network or not. The server does the same
// (backend/programs/precautions.py: held_by); tests/contract/answers.json holds both.
import type { Plan } from "./plan";
import type { Block } from "./safety";

/** The precautions that these answers propose. */
export function proposedBy(blocks: readonly Block[], yes: ReadonlySet<string>): Set<string> {
  const asked = blocks.flatMap(({ questions }) => questions.filter(({ id }) => yes.has(id)));
  return new Set(asked.flatMap(({ sets_tags }) => sets_tags ?? []));
}

/**
 * The program without what the answers speak against; `gentle`: without what is no gentle item, too. What is taken out
 * joins the held items, which every screen names.
 */
export function afterAnswers(plan: Plan, tags: ReadonlySet<string>, gentle: boolean): Plan {
  const whole = (plan.against ?? []).some((tag) => tags.has(tag));
  const rests = (item: Plan["items"][number]) =>
    whole || (gentle && item.gentle === "rest") || (item.against ?? []).some((tag) => tags.has(tag));
  const held = plan.items.filter(rests);
  const easy = plan.flare?.items.filter(
    ({ against }) => !(whole || (against ?? []).some((tag) => tags.has(tag))),
  );
  const flare = plan.flare && easy && easy.length > 0 ? { ...plan.flare, items: easy } : null;
  if (held.length === 0 && easy?.length === plan.flare?.items.length) return plan;
  return {
    ...plan,
    flare,
    items: plan.items.filter((item) => !rests(item)),
    held_items: [
      ...(plan.held_items ?? []),
      ...held.map(({ exercise, words }) => ({
        exercise,
        name: { en: words.en.name, es: words.es.name },
      })),
    ],
  };
}
