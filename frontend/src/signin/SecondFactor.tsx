// The second factor that staff need before anything else: a passkey or an authenticator app, then recovery codes to keep.
import { useState } from "preact/hooks";

import { addPasskey, passkeysWork } from "../api/passkeys";
import { beginApp, confirmApp, type NewApp, recoveryCodes } from "../api/second-factor";
import { deviceName } from "../domain/device";
import { type Key, t } from "../i18n";

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

  const note = fault && (
    <p class="fault" role="alert">
      {t(fault)}
    </p>
  );
  if (codes)
    return (
      <section class="stack">
        <h2>{t("factor.codes")}</h2>
        <p>{t("factor.codes.text")}</p>
        <ol class="recovery-codes">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
        <button class="button-soft wide" type="button" onClick={() => print()}>
          {t("factor.print")}
        </button>
        <button class="button wide" type="button" onClick={onDone}>
          {t("factor.kept")}
        </button>
      </section>
    );
  if (app)
    return (
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const code = String(new FormData(event.currentTarget as HTMLFormElement).get("code")).trim();
          void take(async () => {
            if (!(await confirmApp(code))) return "factor.wrong";
            await finish();
            return null;
          });
        }}
      >
        <h2>{t("factor.app")}</h2>
        <p>{t("factor.app.text")}</p>
        {app.image && <img class="factor-picture" src={app.image} alt={t("factor.picture")} />}
        <p class="small soft">
          <a href={app.url}>{t("factor.open")}</a> · {t("factor.secret")}{" "}
          <code>{app.secret.replace(/(.{4})/g, "$1 ").trim()}</code>
        </p>
        <label class="field">
          <span>{t("factor.code")}</span>
          <input
            name="code"
            required
            inputMode="numeric"
            autocomplete="one-time-code"
            class="code-input"
            ref={(input) => input?.focus()}
          />
        </label>
        {note}
        <button class="button wide" type="submit" disabled={busy}>
          {t("factor.go")}
        </button>
        <button class="button-quiet" type="button" onClick={() => setApp(null)}>
          {t("signin.back")}
        </button>
      </form>
    );
  return (
    <section class="stack">
      <h2>{t("factor.title")}</h2>
      <p>{t("factor.text")}</p>
      {note}
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
