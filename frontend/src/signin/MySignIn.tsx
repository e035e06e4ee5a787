// How somebody who works with Nod gets in: second factor, passkeys, password, devices. Patients have it in their app.
import { useEffect, useState } from "preact/hooks";
import { DevicesCard } from "../account/DevicesCard";
import { EmailCard } from "../account/EmailCard";
import { FactorsCard } from "../account/FactorsCard";
import { PasskeysCard } from "../account/PasskeysCard";
import { PasswordCard } from "../account/PasswordCard";
import { SecondFactor } from "../account/SecondFactor";
import { useStepUp } from "../account/step-up";
import { type Me, whoAmI } from "../api/sign-in";
import { t } from "../i18n";

export function MySignIn() {
  return (
    <main class="stack">
      <Cards />
    </main>
  );
}

function Cards() {
  const [me, setMe] = useState<Me | null>(null);
  const [offline, setOffline] = useState(false);
  const { askAgain, sheet } = useStepUp(me);
  const look = () => {
    setOffline(false);
    whoAmI().then(
      (found) => {
        if (found.signed_in || found.needs_second_factor) setMe(found);
        else location.assign(`/?next=${location.pathname}`);
      },
      () => setOffline(true),
    );
  };
  useEffect(look, []);
  if (offline)
    return (
      <section class="card stack">
        <p role="alert">{t("privacy.offline")}</p>
        <button type="button" class="button-soft" onClick={look}>
          {t("privacy.retry")}
        </button>
      </section>
    );
  if (!me) return <p class="loading">{t("loading")}</p>;
  // Whoever took the last one away needs another before anything else.
  if (me.needs_second_factor)
    return (
      <section class="card">
        <SecondFactor onDone={look} />
      </section>
    );
  return (
    <>
      <a class="back-link" href={me.home ?? "/"}>
        {t("mine.back")}
      </a>
      <h1>{t("mine.title")}</h1>
      <p class="soft">
        {me.name} · {me.email}
      </p>
      <FactorsCard askAgain={askAgain} onChanged={look} />
      <EmailCard
        email={me.email ?? ""}
        confirmed={me.email_confirmed !== false}
        askAgain={askAgain}
        onChanged={look}
      />
      <PasskeysCard askAgain={askAgain} onChanged={look} />
      <PasswordCard email={me.email ?? ""} askAgain={askAgain} />
      <DevicesCard />
      {sheet}
    </>
  );
}
