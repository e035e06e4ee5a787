// When Nod stays quiet, and how it speaks: days away, quiet hours, a limit for the week, mail, and clearer words.
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { type Preferences, QUIET } from "./forms";
import { SaveRow, useHeldForm } from "./held";
import { Away, Hours, HowMuch } from "./QuietFields";
import { say } from "./quiet-words";

export function QuietCard() {
  const form = useHeldForm(QUIET);
  const { value: wishes, save, faultOf } = form;
  const [isBackwards, setIsBackwards] = useState(false);
  const change = (next: Partial<Preferences>) => {
    setIsBackwards(false);
    form.change(next);
  };
  if (!wishes)
    return (
      <section class="card stack">
        <h2>{say("title")}</h2>
        <p class="small soft">{form.isOffline ? t("settings.reminder.offline") : "…"}</p>
      </section>
    );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (form.status === "saving") return;
    const { away_from, away_until } = wishes;
    if (away_from && away_until && away_until < away_from) setIsBackwards(true);
    else save();
  };
  return (
    <form class="card stack" onSubmit={submit}>
      <h2>{say("title")}</h2>
      <Away
        wishes={wishes}
        faultOf={(field) => (isBackwards && field === "away_until" ? say("backwards") : faultOf(field))}
        onChange={change}
        onSave={save}
      />
      <Hours wishes={wishes} faultOf={faultOf} onChange={change} />
      <HowMuch wishes={wishes} faultOf={faultOf} onChange={change} />
      <SaveRow label={say("save")} status={form.status} fault={form.fault} />
    </form>
  );
}
