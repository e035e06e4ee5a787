// Assign a program from a template: pick the phase, edit the doses, see the minutes, publish.

import { useEffect, useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import { api, type Problem } from "../../api/client";
import { MAX_ITEMS, minutesADay } from "../../domain/load";
import { ProblemNote } from "../Problem";
import type { HeadacheRule, Template, TemplateItem } from "../types";
import { DoseRow } from "./DoseRow";

export function AssignPage() {
  const { params } = useRoute();
  const { route } = useLocation();
  const id = params.id ?? "";
  const [templates, setTemplates] = useState<Template[] | null>(null);
  const [slug, setSlug] = useState("");
  const [phase, setPhase] = useState(1);
  const [items, setItems] = useState<TemplateItem[]>([]);
  const [startOn, setStartOn] = useState(() => new Intl.DateTimeFormat("sv-SE").format(Date.now()));
  const [note, setNote] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [confirmed, setConfirmed] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const [rule, setRule] = useState<HeadacheRule | null>({ from_pain: 7, asks: "gentle" });

  const choose = (template: Template | undefined, number: number) => {
    if (!template) return;
    setSlug(template.slug);
    setPhase(number);
    setConfirmed([]);
    setItems(structuredClone(template.phases.find((each) => each.number === number)?.items ?? []));
  };
  const load = async () => {
    try {
      const { data } = await api.GET("/api/v1/templates");
      if (!data) return;
      setTemplates(data);
      // The first that needs nothing confirmed: a towel program is not what one begins with.
      choose(data.find((each) => each.phases[0]?.gates.length === 0) ?? data[0], 1);
    } catch {
      setProblem({ status: 0, code: "offline", detail: "No network. The templates could not be loaded." });
    }
  };
  useEffect(() => void load(), []);

  const publish = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const { data, error } = await api.POST("/api/v1/patients/{patient_id}/programs", {
        params: { path: { patient_id: id } },
        body: {
          protocol: slug,
          phase,
          start_on: startOn,
          note,
          confirmed,
          headache_rule: rule,
          items: items.map(dose),
        },
      });
      if (data) route(`/clinic/patients/${id}`);
      else setProblem(error as unknown as Problem);
    } catch {
      setProblem({ status: 0, code: "offline", detail: "No network. Nothing was published; try again." });
    } finally {
      setBusy(false);
    }
  };
  if (!templates)
    return problem ? <ProblemNote text={problem.detail} onRetry={() => void load()} /> : <p>Loading…</p>;
  if (templates.length === 0) return <p class="card">No program template is published yet. Ask a curator.</p>;
  const template = templates.find((each) => each.slug === slug);
  const gates = template?.phases.find((each) => each.number === phase)?.gates ?? [];
  const minutes = items.reduce((sum, item) => sum + minutesADay(item), 0);
  return (
    <form class="stack" onSubmit={(event) => void publish(event)}>
      <p class="small">
        <a href={`/clinic/patients/${id}`}>‹ Back to the patient</a>
      </p>
      <h1>Assign a program</h1>
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
      </section>
      <section class="card stack">
        <div class="row between">
          <h2>Exercises</h2>
          <p>
            <b>{minutes} minutes a day</b> · {items.length} {items.length === 1 ? "exercise" : "exercises"}
          </p>
        </div>
        {items.length > MAX_ITEMS && <p class="notice">More than four exercises: people do fewer of many.</p>}
        {items.length === 0 && <p class="notice">Keep at least one exercise.</p>}
        <ol class="stack">
          {items.map((item, index) => (
            <DoseRow
              key={item.exercise}
              item={item}
              faults={(problem?.errors ?? []).filter((fault) => fault.field.startsWith(`items.${index}.`))}
              onChange={(next) => setItems(items.map((each, place) => (place === index ? next : each)))}
              onRemove={() => setItems(items.filter((_, place) => place !== index))}
            />
          ))}
        </ol>
        <div class="fields">
          <label class="field">
            <span>On a bad headache day</span>
            <select
              value={rule?.asks ?? "none"}
              onChange={(event) => {
                const asks = event.currentTarget.value;
                setRule(asks === "none" ? null : { from_pain: rule?.from_pain ?? 7, asks: asks as "rest" });
              }}
            >
              <option value="gentle">gentle version: half the dose</option>
              <option value="rest">rest</option>
              <option value="none">the same program</option>
            </select>
          </label>
          {rule && (
            <label class="field">
              <span>from a worst pain of</span>
              <select
                value={rule.from_pain}
                onChange={(event) => setRule({ ...rule, from_pain: Number(event.currentTarget.value) })}
              >
                {[4, 5, 6, 7, 8, 9, 10].map((pain) => (
                  <option key={pain} value={pain}>
                    {pain} of 10
                  </option>
                ))}
              </select>
            </label>
          )}
        </div>
        {rule && <p class="small soft">Doing so counts as following the program.</p>}
        <label class="field">
          <span>A note to the patient (optional)</span>
          <textarea maxLength={1000} value={note} onInput={(event) => setNote(event.currentTarget.value)} />
        </label>
      </section>
      {gates.length > 0 && (
        <fieldset class="card stack">
          <legend>Before this program</legend>
          {gates.map((gate) => (
            <label class="tick" key={gate.code}>
              <input
                type="checkbox"
                checked={confirmed.includes(gate.code)}
                onChange={() =>
                  setConfirmed(
                    confirmed.includes(gate.code)
                      ? confirmed.filter((code) => code !== gate.code)
                      : [...confirmed, gate.code],
                  )
                }
              />
              {gate.text}
            </label>
          ))}
        </fieldset>
      )}
      {problem && (
        <p class="fault" role="alert">
          {problem.detail}
        </p>
      )}
      <button class="button" type="submit" disabled={busy || items.length === 0}>
        Publish the program
      </button>
    </form>
  );
}

function dose({ name: _name, minutes_a_day: _minutes, figure: _figure, ...rest }: TemplateItem) {
  return rest;
}
