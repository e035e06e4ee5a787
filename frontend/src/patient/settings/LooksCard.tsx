// Who looked at the record, newest first.
import { useState } from "preact/hooks";
import type { components } from "../../api/schema";
import { type Key, language, t } from "../../i18n";

type Look = components["schemas"]["Look"];

const FEW = 5;
/** What was done, by "action what" of the audit event; everything else is "changed something". */
const DONE: Record<string, Key> = {
  "read patient": "looks.read",
  "emergency record": "looks.emergency",
  "created program": "looks.program",
  "changed program": "looks.program.changed",
  "changed phase mark": "looks.mark",
  "created message": "looks.message",
  "changed red flags": "looks.flags",
  "changed reason": "looks.reason",
  "created invitation": "looks.invited",
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
      <b>{look.who || t("looks.gone")}</b> {t(DONE[what] ?? "looks.other")}
    </span>
  );
}

export function LooksCard({ looks }: { looks: Look[] }) {
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
