// A program that is being put together from a template: what was chosen and typed, kept as a draft, and published.
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { api } from "../../api/client";
import { useDraft } from "../draft-form";
import { useSending } from "../sending";
import type { Template } from "../types";
import { todayIn } from "../zones";
import { useOpenAnswers } from "./OpenAnswers";
import { type DraftProgram, phaseItems, toItem } from "./program-lines";
import type { BuilderData } from "./use-builder";

interface Typed {
  slug: string;
  phase: number;
  startOn: string;
  draft: DraftProgram;
}

const BLANK: Typed = {
  slug: "",
  phase: 1,
  startOn: "",
  draft: {
    items: [],
    note: "",
    rule: { from_pain: 7, asks: "gentle" },
    confirmed: [],
    overrides: {},
  },
};

export function useNewProgram(id: string, data: BuilderData | null) {
  const { route } = useLocation();
  const [held, setHeld] = useState(BLANK);
  const form = `${id} new program`;
  const kept = useDraft<Typed>(form, setHeld);
  const { isBusy, problem, send } = useSending("You're offline. Nothing was published. Try again.", form);
  const answers = useOpenAnswers(id, data?.builder.red_flags);
  // Until another is chosen: today, on the patient's calendar.
  const typed = { ...held, startOn: held.startOn || (data ? todayIn(data.builder.time_zone) : "") };

  /** Change by hand: kept from then on. */
  const change = (next: Partial<Typed>) => {
    setHeld({ ...typed, ...next });
    kept.keep({ ...typed, ...next });
  };
  const choose = (template: Template | undefined, phase: number) => {
    if (!template) return;
    setHeld((before) => ({ ...before, slug: template.slug, phase, draft: asIn(template, phase, before) }));
  };
  const asIn = (template: Template, phase: number, { draft }: Typed): DraftProgram => ({
    ...draft,
    rule: draft.rule && template.has_flare ? { ...draft.rule, asks: "flare" } : draft.rule,
    confirmed: [],
    overrides: {},
    items: phaseItems(template, phase, data?.builder.stiff_side ?? ""),
  });
  useEffect(() => {
    if (!data || held.slug) return;
    // The first that needs nothing confirmed: a towel program is not what one begins with.
    const { templates } = data;
    choose(templates.find((each) => each.phases[0]?.gates.length === 0) ?? templates[0], 1);
  }, [data]);

  const publish = (event: SubmitEvent) => {
    event.preventDefault();
    const { slug, phase, startOn, draft } = typed;
    const body = {
      protocol: slug,
      phase,
      start_on: startOn,
      // What this page says would end; the server refuses when another one runs by now.
      replaces: data?.builder.program?.version_id ?? null,
      note: draft.note,
      confirmed: draft.confirmed,
      overrides: draft.overrides,
      headache_rule: draft.rule,
      items: draft.items.map(toItem),
      ...answers.read,
    };
    void send(
      async (sent) => {
        const answer = await api.POST("/api/v1/patients/{patient_id}/programs", {
          params: { path: { patient_id: id } },
          body: { id: sent, ...body },
        });
        await answers.lookAgain(answer);
        return answer;
      },
      () => {
        kept.done();
        route(`/clinic/patients/${id}`);
      },
    );
  };
  return { typed, change, choose, publish, offer: kept.offer, answersCard: answers.card, isBusy, problem };
}
