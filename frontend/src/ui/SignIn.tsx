// The sign-in form, used by the front page and inside the installed app.
import { useState } from "preact/hooks";
import { type Me, signIn, whoAmI } from "../api/sign-in";
import { type Key, t } from "../i18n";

const FAULTS: Record<string, Key> = {
  wrong: "signin.wrong",
  too_many: "signin.too_many",
  offline: "signin.offline",
};

export function SignIn({ onSignedIn }: { onSignedIn: (me: Me) => void | Promise<void> }) {
  const [fault, setFault] = useState<Key | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    setFault(null);
    const result = await signIn(String(form.get("email")), String(form.get("password")));
    try {
      if (result === "ok") await onSignedIn(await whoAmI());
      else setFault(FAULTS[result] ?? "signin.wrong");
    } catch {
      setFault("signin.offline");
    } finally {
      setBusy(false);
    }
  };

  return (
    <form class="stack" onSubmit={submit}>
      <label class="field">
        <span>{t("signin.email")}</span>
        <input name="email" type="email" autocomplete="username" required inputMode="email" />
      </label>
      <label class="field">
        <span>{t("signin.password")}</span>
        <input name="password" type="password" autocomplete="current-password" required />
      </label>
      {fault && (
        <p class="fault" role="alert">
          {t(fault)}
        </p>
      )}
      <button class="button wide" type="submit" disabled={busy}>
        {t("signin.go")}
      </button>
    </form>
  );
}
