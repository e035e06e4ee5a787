// Assign a program from a template: pick the phase, edit the lines, see the minutes, publish.
import { useEffect, useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import { api, type Problem } from "../../api/client";
import { ProblemNote } from "../Problem";
import type { Template } from "../types";
import { type DraftProgram, ProgramEditor, toItem } from "./ProgramEditor";
import { useBuilder } from "./use-builder";

export function AssignPage() {
  const { params } = useRoute();
  const { route } = useLocation();
  const id = params.id ?? "";
  const { data, failed, reload } = useBuilder(id);
  const [slug, setSlug] = useState("");
  const [phase, setPhase] = useState(1);
  const [startOn, setStartOn] = useState(() => new Intl.DateTimeFormat("sv-SE").format(Date.now()));
  const [draft, setDraft] = useState<DraftProgram>({
    items: [],
    note: "",
    rule: { from_pain: 7, asks: "gentle" },
    confirmed: [],
    overrides: {},
  });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);

  const choose = (template: Template | undefined, number: number) => {
    if (!template) return;
    setSlug(template.slug);
    setPhase(number);
    const items = structuredClone(template.phases.find((each) => each.number === number)?.items ?? []);
    setDraft((before) => ({
      ...before,
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

  const publish = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const { data: made, error } = await api.POST("/api/v1/patients/{patient_id}/programs", {
        params: { path: { patient_id: id } },
        body: {
          protocol: slug,
          phase,
          start_on: startOn,
          note: draft.note,
          confirmed: draft.confirmed,
          overrides: draft.overrides,
          headache_rule: draft.rule,
          items: draft.items.map(toItem),
        },
      });
      if (made) route(`/clinic/patients/${id}`);
      else setProblem(error as unknown as Problem);
    } catch {
      setProblem({ status: 0, code: "offline", detail: "No network. Nothing was published; try again." });
    } finally {
      setBusy(false);
    }
  };
  if (failed) return <ProblemNote text="The builder could not be loaded." onRetry={reload} />;
  if (!data) return <p class="soft">Loading…</p>;
  const { templates, catalogue, builder } = data;
  if (templates.length === 0) return <p class="card">No program template is published yet. Ask a curator.</p>;
  const template = templates.find((each) => each.slug === slug);
  return (
    <form class="stack" onSubmit={(event) => void publish(event)}>
      <p class="small">
        <a href={`/clinic/patients/${id}`}>‹ {builder.name}</a>
      </p>
      <h1>Assign a program</h1>
      {builder.program && (
        <p class="notice">
          “{builder.program.name}” runs now and ends the day before this one starts. To change it instead,{" "}
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
              onInput={(event) => setStartOn(event.currentTarget.value)}
            />
          </label>
        </div>
        <p class="soft">{template?.summary}</p>
        {problem?.errors?.some((fault) => fault.field === "override") && (
          <label class="field blocked">
            <span>Why may this template be used all the same?</span>
            <input
              minLength={5}
              maxLength={300}
              value={draft.overrides.template ?? ""}
              onInput={(event) =>
                setDraft({
                  ...draft,
                  overrides: { ...draft.overrides, template: event.currentTarget.value },
                })
              }
            />
          </label>
        )}
      </section>
      <ProgramEditor
        draft={draft}
        onChange={setDraft}
        catalogue={catalogue}
        precautions={builder.precautions}
        neckCore={builder.blocks.NECK_CORE ?? []}
        gates={template?.phases.find((each) => each.number === phase)?.gates ?? []}
        running={[]}
        problem={problem}
      />
      {problem && (
        <p class="fault" role="alert">
          {problem.detail}
        </p>
      )}
      <button class="button" type="submit" disabled={busy || draft.items.length === 0}>
        Publish the program
      </button>
    </form>
  );
}
