// What a patient may do with the own record and account: ways to sign in, devices, who looked, a copy, erasure. All of
// it needs the network, because the server holds the record.
import { DevicesCard } from "../../account/DevicesCard";
import { EmailCard } from "../../account/EmailCard";
import { PasskeysCard } from "../../account/PasskeysCard";
import { PasswordCard } from "../../account/PasswordCard";
import { useStepUp } from "../../account/step-up";
import { api } from "../../api/client";
import { whoAmI } from "../../api/sign-in";
import { t } from "../../i18n";
import { useLoaded } from "../../ui/request";
import { BringBackCard } from "./BringBackCard";
import { CopyCard } from "./CopyCard";
import { EraseCard } from "./EraseCard";
import { LooksCard } from "./LooksCard";

export function PrivacyScreen() {
  const words = { offline: t("privacy.offline"), failed: t("privacy.ours") };
  const person = useLoaded(words, async () => ({ data: await whoAmI() }), []);
  const record = useLoaded(words, () => api.GET("/api/v1/record"), []);
  const { data: me } = person;
  const { data: rights } = record;
  const { askAgain, sheet } = useStepUp(me);
  const problem = person.problem ?? record.problem;
  const load = () => Promise.all([person.load(), record.load()]);
  return (
    <>
      <a class="back-link" href="/app/settings">
        {t("privacy.back")}
      </a>
      <h1>{t("privacy.title")}</h1>
      {problem && (
        <section class="card stack">
          <p role="alert">{problem.detail}</p>
          <button type="button" class="button-soft" onClick={() => void load()}>
            {t("privacy.retry")}
          </button>
        </section>
      )}
      {rights && me?.email && (
        <>
          <LooksCard looks={rights.looks} />
          <EmailCard
            email={me.email}
            confirmed={me.email_confirmed !== false}
            askAgain={askAgain}
            onChanged={() => void load()}
          />
          <PasskeysCard askAgain={askAgain} />
          <PasswordCard email={me.email} askAgain={askAgain} />
          <DevicesCard />
          <CopyCard askAgain={askAgain} />
          <BringBackCard />
          <EraseCard keptUntil={rights.kept_until} askAgain={askAgain} />
          {sheet}
        </>
      )}
    </>
  );
}
