// Assign a program from a template: pick the phase, edit the lines, see the minutes, publish.
import { useEffect, useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import { api } from "../../api/client";
import { useDraft } from "../draft-form";
import { NotInAnEmergency } from "../EmergencyBanner";
import { LoadProblem } from "../Problem";
import { useSending } from "../sending";
import type { Template } from "../types";
import { todayIn } from "../zones";
import { Evidence, evidenceInShort } from "./Evidence";
import { useOpenAnswers } from "./OpenAnswers";
import { type DraftProgram, ProgramEditor, toItem } from "./ProgramEditor";
import { withSide } from "./precautions";
import { standingIn, useBuilder } from "./use-builder";

interface Typed {
  slug: string;
  phase: number;
  startOn: string;
  draft: DraftProgram;
}

export function AssignPage() {
  const { params } = useRoute();
  const id = params.id ?? "";
  return <Page key={id} id={id} />;
}

function Page({ id }: { id: string }) {
  const { route } = useLocation();
  const builderData = useBuilder(id);
  const { data } = builderData;
  const [slug, setSlug] = useState("");
  const [phase, setPhase] = useState(1);
  // Until another is chosen: today, on the patient's calendar.
  const [chosenStart, setStartOn] = useState("");
  const startOn = chosenStart || (data ? todayIn(data.builder.time_zone) : "");
  const [draft, setDraft] = useState<DraftProgram>({
    items: [],
    note: "",
    rule: { from_pain: 7, asks: "gentle" },
    confirmed: [],
    overrides: {},
  });
  const form = `${id} new program`;
  const kept = useDraft<Typed>(form, (typed) => {
    setSlug(typed.slug);
    setPhase(typed.phase);
    setStartOn(typed.startOn);
    setDraft(typed.draft);
  });
  const { isBusy, problem, send } = useSending("You're offline. Nothing was published. Try again.", form);
  /** Change by hand: kept from then on. */
  const change = (typed: Partial<Typed>) => {
    const next = { slug, phase, startOn, draft, ...typed };
    setStartOn(next.startOn);
    setDraft(next.draft);
    kept.keep(next);
  };
  const answers = useOpenAnswers(id, data?.builder.red_flags);

  const choose = (template: Template | undefined, number: number) => {
    if (!template) return;
    setSlug(template.slug);
    setPhase(number);
    const lines = structuredClone(template.phases.find((each) => each.number === number)?.items ?? []);
    const items = lines.map((line) => withSide(line, data?.builder.stiff_side ?? ""));
    setDraft((before) => ({
      ...before,
      rule: before.rule && template.has_flare ? { ...before.rule, asks: "flare" } : before.rule,
      confirmed: [],
      overrides: {},
      items: items as DraftProgram["items"],
    }));
  };
  useEffect(() => {
    if (!data || slug) return;
    // The first that needs nothing confirmed: a towel program is not what one begins with.
    const { templates } = data;
    choose(templates.find((each) => each.phases[0]?.gates.length === 0) ?? templates[0], 1);
  }, [data]);

  const publish = (event: SubmitEvent) => {
    event.preventDefault();
    const body = {
      protocol: slug,
      phase,
      start_on: startOn,
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
  if (builderData.problem) return <LoadProblem of={builderData} />;
  if (!data) return <p class="soft">Loading…</p>;
  const { templates, catalogue, builder } = data;
  if (templates.length === 0)
    return <p class="card">No program template has been published yet. Ask a curator.</p>;
  if (builder.emergency_until) return <NotInAnEmergency id={id} until={builder.emergency_until} />;
  const template = templates.find((each) => each.slug === slug);
  if (kept.offer)
    return (
      <>
        <h1>Assign a program to {builder.name}</h1>
        {kept.offer}
      </>
    );
  return (
    <form class="stack" onSubmit={publish}>
      <p class="small">
        <a href={`/clinic/patients/${id}`}>‹ {builder.name}</a>
      </p>
      <h1>Assign a program</h1>
      {builder.program && (
        <p class="notice">
          “{builder.program.name}” is running and ends the day before this one starts. To change it instead,{" "}
          <a href={`/clinic/patients/${id}/program`}>edit the running program</a>.
        </p>
      )}
      <section class="card stack">
        <div class="fields">
          <label class="field">
            <span>Template</span>
            <select
              value={slug}
              onChange={(event) =>
                choose(
                  templates.find((each) => each.slug === event.currentTarget.value),
                  1,
                )
              }
            >
              {templates.map((each) => (
                <option key={each.slug} value={each.slug}>
                  {each.name}
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            <span>Phase</span>
            <select value={phase} onChange={(event) => choose(template, Number(event.currentTarget.value))}>
              {template?.phases.map((each) => (
                <option key={each.number} value={each.number}>
                  {each.number}. {each.name} (weeks {each.weeks.join("–")})
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            <span>Starts on</span>
            <input
              type="date"
              required
              value={startOn}
              onInput={(event) => change({ startOn: event.currentTarget.value })}
            />
          </label>
        </div>
        <p class="soft">{template?.summary}</p>
        {template && (
          <details class="small">
            <summary>Evidence: {evidenceInShort(template.sources)}</summary>
            <p>{template.based_on}</p>
            {template.visits && <p>{template.visits}</p>}
            {template.next.length > 0 && <p>May be followed by: {template.next.join(", ")}.</p>}
            <Evidence sources={template.sources} reviewedBy={template.reviewed_by} />
          </details>
        )}
      </section>
      <ProgramEditor
        draft={draft}
        onChange={(next) => change({ draft: next })}
        catalogue={catalogue}
        standing={standingIn(builder, slug)}
        gates={template?.phases.find((each) => each.number === phase)?.gates ?? []}
        running={[]}
        problem={problem}
      />
      {answers.card}
      {problem && (
        <p class="fault" role="alert">
          {problem.detail}
        </p>
      )}
      <button class="button" type="submit" disabled={isBusy || draft.items.length === 0}>
        Publish the program
      </button>
    </form>
  );
}
