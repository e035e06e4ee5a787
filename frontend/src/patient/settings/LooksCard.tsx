// Who looked at the record, newest first.
import { useState } from "preact/hooks";
import { api } from "../../api/client";
import { locale } from "../../i18n";
import { useRequest } from "../../ui/request";
import type { components } from "../../wire/schema";
import { type Key, say } from "./looks-words";

type Look = components["schemas"]["Look"];

const FEW = 5;
/** How many the server gives at a time (backend/rights/looks.py). */
const PAGE = 200;
/** Opening a page reads several parts of the record: reads of one person this close together are one look. */
const ONE_LOOK_MS = 60_000;
/** What was done, by "action what" of the audit event; other reads are looks, everything else "changed something". */
const DONE: Record<string, Key> = {
  "emergency record": "emergency",
  "created program": "program",
  "changed program": "program.changed",
  "changed phase mark": "mark",
  "created message": "message",
  "changed red flags": "flags",
  "changed reason": "reason",
  "created invitation": "invited",
  "changed devices": "devices",
  "changed contact": "contact",
};
const DONE_BY_SELF: Record<string, Key> = {
  "redeemed invitation": "self.joined",
  "signed_in account": "self.signed_in",
  "signed_out account": "self.signed_out",
  "changed password": "self.password",
  "changed password reset": "self.password",
  "changed devices": "self.devices",
  "exported record": "self.exported",
};

/** Who did what; a person's own acts are sentences of their own, because verbs change with who speaks. */
function Sentence({ look }: { look: Look }) {
  const what = `${look.action} ${look.what}`;
  if (look.is_self) return <span>{say(DONE_BY_SELF[what] ?? "self.other")}</span>;
  return (
    <span>
      <b>{look.who || say("gone")}</b> {say(DONE[what] ?? (look.action === "read" ? "read" : "other"))}
      {look.because && ` ${say("because", { reason: look.because })}`}
    </span>
  );
}

/** The looks, newest first, with the reads of one opened page as one. */
export function merged(looks: Look[]): Look[] {
  const kept: Look[] = [];
  for (const look of looks) {
    const near = kept.findLast((each) => each.who === look.who && each.action === "read");
    const isSame = near && look.action === "read" && Date.parse(near.at) - Date.parse(look.at) < ONE_LOOK_MS;
    if (!isSame) kept.push(look);
  }
  return kept;
}

export function LooksCard({ looks: first }: { looks: Look[] }) {
  const [earlier, setEarlier] = useState<Look[]>([]);
  const [isWhole, setWhole] = useState(first.length < PAGE);
  const { isBusy, problem, send } = useRequest({ offline: say("trouble"), failed: say("trouble") });
  const [all, setAll] = useState(false);
  const every = [...first, ...earlier];
  const looks = merged(every);
  const load = () => {
    const last = every.at(-1);
    const query = last ? { before: last.id } : {};
    return send(
      () => api.GET("/api/v1/record/looks", { params: { query } }),
      (found = []) => {
        setEarlier([...earlier, ...found]);
        setWhole(found.length < PAGE);
      },
    );
  };
  const format = new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" });
  const shown = all ? looks : looks.slice(0, FEW);
  return (
    <section class="card stack">
      <h2>{say("title")}</h2>
      <p class="small soft">{say("text")}</p>
      {looks.length === 0 && <p>{say("none")}</p>}
      <ul class="lines">
        {shown.map((look) => (
          <li key={look.id}>
            <Sentence look={look} />
            <span class="small soft">{format.format(Date.parse(look.at))}</span>
          </li>
        ))}
      </ul>
      {looks.length > FEW && !all && (
        <button type="button" class="button-soft" onClick={() => setAll(true)}>
          {isWhole ? say("all", { n: looks.length }) : say("more")}
        </button>
      )}
      {all && !isWhole && (
        <button type="button" class="button-soft" disabled={isBusy} onClick={() => void load()}>
          {say("earlier")}
        </button>
      )}
      {problem && (
        <p class="fault" role="alert">
          {problem.detail}
        </p>
      )}
    </section>
  );
}
