// Signing in inside the installed app, whose storage is its own.
import { useState } from "preact/hooks";
import { SignIn } from "../../account/SignIn";
import type { Me } from "../../api/sign-in";
import { t } from "../../i18n";
import { enter } from "../state";

export function SignInScreen() {
  const [elsewhere, setElsewhere] = useState<string | null>(null);
  const onSignedIn = async (me: Me) => {
    if (me.role === "patient" && me.id) await enter(me.id);
    else setElsewhere(me.home ?? "/");
  };
  return (
    <main class="stack screen entrance">
      <img src="/icons/icon.svg" alt="" width="88" height="88" />
      <h1>{t("signin.title")}</h1>
      {location.search === "?erased" && (
        <p class="notice" role="status">
          {t("signin.erased")}
        </p>
      )}
      <div class="card">
        <SignIn onSignedIn={onSignedIn} />
      </div>
      {elsewhere && (
        <p class="notice" role="alert">
          {t("signin.notpatient")} <a href={elsewhere}>{elsewhere}</a>
        </p>
      )}
      <a class="button-quiet" href="/app/welcome">
        {t("signin.code")}
      </a>
      <a class="button-quiet" href="/app/unwell">
        {t("unwell.link")}
      </a>
    </main>
  );
}
