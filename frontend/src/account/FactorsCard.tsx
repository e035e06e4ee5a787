// The authenticator app and the recovery codes: set up, take away, made anew.
import { useEffect, useState } from "preact/hooks";
import {
  beginApp,
  type Factors,
  listFactors,
  type NewApp,
  newRecoveryCodes,
  recoveryCodes,
  removeApp,
} from "../api/second-factor";
import { locale, t } from "../i18n";
import { Sheet } from "../ui/Sheet";
import { AppForm } from "./AppForm";
import { CodesToKeep } from "./CodesToKeep";
import { FailedNote } from "./FailedNote";
import { type AskAgain, useGuarded } from "./guarded";

interface Props {
  askAgain: AskAgain;
  /** Called when the app was added or removed. */
  onChanged: () => void;
}

export function FactorsCard({ askAgain, onChanged }: Props) {
  const [factors, setFactors] = useState<Factors | null>(null);
  const [unknown, setUnknown] = useState(false);
  const [app, setApp] = useState<NewApp | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const load = () => listFactors().then(setFactors, () => setUnknown(true));
  useEffect(() => void load(), []);
  const { failed, run } = useGuarded(askAgain, load);
  const format = new Intl.DateTimeFormat(locale(), { dateStyle: "medium" });

  const begin = () =>
    run(async () => {
      const begun = await beginApp();
      setApp(begun);
      return begun ? "done" : "again";
    });
  const added = async () => {
    setApp(null);
    // The first second factor brings codes with it.
    if (factors?.codesLeft === null) setCodes(await recoveryCodes());
    await load();
    onChanged();
  };
  const remove = () =>
    run(async () => {
      const outcome = await removeApp();
      if (outcome === "done") onChanged();
      return outcome;
    });
  const renew = () =>
    run(async () => {
      const made = await newRecoveryCodes();
      setCodes(made);
      return made ? "done" : "again";
    });
  if (!factors)
    return unknown ? (
      <section class="card">
        <FailedNote />
      </section>
    ) : null;
  return (
    <section class="card stack">
      <h2>{t("factors.title")}</h2>
      <ul class="lines">
        <li>
          <b>{t("factors.app")}</b>
          <span class="small soft">
            {factors.appSince === null
              ? t("factors.app.none")
              : t("factors.since", { date: format.format(factors.appSince * 1000) })}
          </span>
          <button
            type="button"
            class="button-soft"
            onClick={() => void (factors.appSince === null ? begin() : remove())}
          >
            {factors.appSince === null ? t("factors.app.begin") : t("factors.app.remove")}
          </button>
        </li>
        {factors.codesLeft !== null && (
          <li>
            <b>{t("factors.codes")}</b>
            <span class="small soft">{t("factors.codes.left", { n: factors.codesLeft })}</span>
            <button type="button" class="button-soft" onClick={() => void renew()}>
              {t("factors.codes.renew")}
            </button>
          </li>
        )}
      </ul>
      <p class="small soft">{t("factors.text")}</p>
      {failed && <FailedNote />}
      {app && (
        <Sheet title={t("factors.app.add")} onClose={() => setApp(null)}>
          <AppForm app={app} onDone={added} onBack={() => setApp(null)} />
        </Sheet>
      )}
      {codes && (
        <Sheet title={t("factor.codes")} onClose={() => setCodes(null)}>
          <CodesToKeep codes={codes} onKept={() => setCodes(null)} />
        </Sheet>
      )}
    </section>
  );
}
