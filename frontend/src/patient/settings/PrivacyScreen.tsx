// What a patient may do with the own record and account: ways to sign in, devices, who looked, a copy, erasure. All of
// it needs the network, because the server holds the record.
import { useEffect, useState } from "preact/hooks";
import { DevicesCard } from "../../account/DevicesCard";
import { PasskeysCard } from "../../account/PasskeysCard";
import { PasswordCard } from "../../account/PasswordCard";
import { useStepUp } from "../../account/step-up";
import { api } from "../../api/client";
import type { components } from "../../api/schema";
import { type Me, whoAmI } from "../../api/sign-in";
import { t } from "../../i18n";
import { BringBackCard } from "./BringBackCard";
import { CopyCard } from "./CopyCard";
import { EraseCard } from "./EraseCard";
import { LooksCard } from "./LooksCard";

export function PrivacyScreen() {
  const [rights, setRights] = useState<components["schemas"]["Rights"] | null>(null);
  const [me, setMe] = useState<Me | null>(null);
  const [trouble, setTrouble] = useState(false);
  const { askAgain, sheet } = useStepUp(me);

  const load = async () => {
    setTrouble(false);
    try {
      setMe(await whoAmI());
      const { data } = await api.GET("/api/v1/record");
      if (data) setRights(data);
      else setTrouble(true);
    } catch {
      setTrouble(true);
    }
  };
  useEffect(() => void load(), []);

  return (
    <>
      <a class="back-link" href="/app/settings">
        {t("privacy.back")}
      </a>
      <h1>{t("privacy.title")}</h1>
      {trouble && (
        <section class="card stack">
          <p role="alert">{t("privacy.offline")}</p>
          <button type="button" class="button-soft" onClick={() => void load()}>
            {t("privacy.retry")}
          </button>
        </section>
      )}
      {rights && me?.email && (
        <>
          <LooksCard looks={rights.looks} />
          <PasskeysCard email={me.email} askAgain={askAgain} />
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
