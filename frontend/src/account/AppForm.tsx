// Setting up an authenticator app: scan, then type what it shows.
import { useState } from "preact/hooks";
import { confirmApp, type NewApp } from "../api/second-factor";
import { type Key, t } from "../i18n";
import { CodeField } from "./CodeField";

interface Props {
  app: NewApp;
  onDone: () => void | Promise<void>;
  onBack: () => void;
}

export function AppForm({ app, onDone, onBack }: Props) {
  const [fault, setFault] = useState<Key | null>(null);
  const [busy, setBusy] = useState(false);
  const confirm = async (event: SubmitEvent) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget as HTMLFormElement).get("code")).trim();
    setBusy(true);
    setFault(null);
    try {
      if (await confirmApp(code)) await onDone();
      else setFault("factor.wrong");
    } catch {
      setFault("signin.offline");
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="stack" onSubmit={(event) => void confirm(event)}>
      <p>{t("factor.app.text")}</p>
      {app.image && <img class="factor-picture" src={app.image} alt={t("factor.picture")} />}
      <p class="small soft">
        <a href={app.url}>{t("factor.open")}</a> · {t("factor.secret")}{" "}
        <code>{app.secret.replace(/(.{4})/g, "$1 ").trim()}</code>
      </p>
      <CodeField label={t("factor.code")} />
      {fault && (
        <p class="fault" role="alert">
          {t(fault)}
        </p>
      )}
      <button class="button wide" type="submit" disabled={busy}>
        {t("factor.go")}
      </button>
      <button class="button-quiet" type="button" onClick={onBack}>
        {t("settings.cancel")}
      </button>
    </form>
  );
}
