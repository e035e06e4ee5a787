// The second factor that staff need before anything else: a passkey or an authenticator app, then recovery codes to keep.
import { useState } from "preact/hooks";

import { addPasskey, passkeysWork } from "../api/passkeys";
import { beginApp, type NewApp, recoveryCodes } from "../api/second-factor";
import { deviceName } from "../domain/device";
import { type Key, t } from "../i18n";
import { AppForm } from "./AppForm";
import { CodesToKeep } from "./CodesToKeep";

export function SecondFactor({ onDone }: { onDone: () => void }) {
  const [app, setApp] = useState<NewApp | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [fault, setFault] = useState<Key | null>(null);
  const [busy, setBusy] = useState(false);

  const take = async (work: () => Promise<Key | null>) => {
    setBusy(true);
    setFault(null);
    try {
      setFault(await work());
    } catch {
      setFault("signin.offline");
    } finally {
      setBusy(false);
    }
  };
  const finish = async () => setCodes(await recoveryCodes());
  const withPasskey = () =>
    take(async () => {
      const made = await addPasskey(deviceName(navigator.userAgent) ?? "Passkey");
      if (made === "done") await finish();
      return made === "done" ? null : made === "again" ? "factor.again" : "signin.passkey.failed";
    });
  const withApp = () =>
    take(async () => {
      const begun = await beginApp();
      setApp(begun);
      return begun ? null : "factor.again";
    });

  if (codes)
    return (
      <section class="stack">
        <h2>{t("factor.codes")}</h2>
        <CodesToKeep codes={codes} onKept={onDone} />
      </section>
    );
  if (app)
    return (
      <section class="stack">
        <h2>{t("factor.app")}</h2>
        <AppForm app={app} onDone={finish} onBack={() => setApp(null)} />
      </section>
    );
  return (
    <section class="stack">
      <h2>{t("factor.title")}</h2>
      <p>{t("factor.text")}</p>
      {fault && (
        <p class="fault" role="alert">
          {t(fault)}
        </p>
      )}
      {passkeysWork() && (
        <button class="button wide" type="button" disabled={busy} onClick={() => void withPasskey()}>
          {t("factor.passkey")}
        </button>
      )}
      <button
        class={passkeysWork() ? "button-soft wide" : "button wide"}
        type="button"
        disabled={busy}
        onClick={() => void withApp()}
      >
        {t("factor.app")}
      </button>
    </section>
  );
}
