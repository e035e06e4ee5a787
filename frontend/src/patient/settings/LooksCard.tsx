// Who looked at the record, newest first.
import { useState } from "preact/hooks";
import type { components } from "../../api/schema";
import { type Key, language, t } from "../../i18n";

type Look = components["schemas"]["Look"];

const FEW = 5;
/** Opening a page reads several parts of the record: reads of one person this close together are one look. */
const ONE_LOOK_MS = 60_000;
/** What was done, by "action what" of the audit event; other reads are looks, everything else "changed something". */
const DONE: Record<string, Key> = {
  "emergency record": "looks.emergency",
  "created program": "looks.program",
  "changed program": "looks.program.changed",
  "changed phase mark": "looks.mark",
  "created message": "looks.message",
  "changed red flags": "looks.flags",
  "changed reason": "looks.reason",
  "created invitation": "looks.invited",
  "changed devices": "looks.devices",
};
const DONE_BY_SELF: Record<string, Key> = {
  "redeemed invitation": "looks.self.joined",
  "signed_in account": "looks.self.signed_in",
  "exported record": "looks.self.exported",
};

/** Who did what; a person's own acts are sentences of their own, because verbs change with who speaks. */
function Sentence({ look }: { look: Look }) {
  const what = `${look.action} ${look.what}`;
  if (look.is_self) return <span>{t(DONE_BY_SELF[what] ?? "looks.self.other")}</span>;
  return (
    <span>
      <b>{look.who || t("looks.gone")}</b>{" "}
      {t(DONE[what] ?? (look.action === "read" ? "looks.read" : "looks.other"))}
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

export function LooksCard({ looks: every }: { looks: Look[] }) {
  const looks = merged(every);
  const [all, setAll] = useState(false);
  const format = new Intl.DateTimeFormat(language.value, { dateStyle: "medium", timeStyle: "short" });
  const shown = all ? looks : looks.slice(0, FEW);
  return (
    <section class="card stack">
      <h2>{t("looks.title")}</h2>
      <p class="small soft">{t("looks.text")}</p>
      {looks.length === 0 && <p>{t("looks.none")}</p>}
      <ul class="lines">
        {shown.map((look) => (
          <li key={`${look.at}${look.what}`}>
            <Sentence look={look} />
            <span class="small soft">{format.format(Date.parse(look.at))}</span>
          </li>
        ))}
      </ul>
      {looks.length > FEW && !all && (
        <button type="button" class="button-soft" onClick={() => setAll(true)}>
          {t("looks.all", { n: looks.length })}
        </button>
      )}
    </section>
  );
}
