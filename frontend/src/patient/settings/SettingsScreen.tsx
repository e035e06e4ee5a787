// Reminders and their true state, language, colours, what waits on this phone, and leaving it.
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { SignIn } from "../../account/SignIn";
import { signOut } from "../../api/sign-in";
import { t } from "../../i18n";
import { persistStorage, storageUsed } from "../../platform/storage";
import { syncState } from "../../sync/status";
import { Sheet } from "../../ui/Sheet";
import { LockCard } from "../lock/LockCard";
import { enter, leave, unsent, user } from "../state";
import { InstallCoach } from "../welcome/InstallCoach";
import { LookCard } from "./LookCard";
import { PersonCard } from "./PersonCard";
import { PushCard } from "./PushCard";
import { QuietCard } from "./QuietCard";
import { ReminderForm } from "./ReminderForm";
import { UnsentList } from "./UnsentList";

export function SettingsScreen() {
  const { route } = useLocation();
  const [leaving, setLeaving] = useState(false);
  const goodbye = async () => {
    await signOut();
    await leave();
    route("/app/", true);
  };
  return (
    <>
      <h1>{t("settings.title")}</h1>
      {syncState.value === "signed_out" && (
        <section class="card stack">
          <p>{t("sync.signed_out")}</p>
          <SignIn
            onSignedIn={async (me) => {
              // Only the same person may go on with what lies on this phone.
              if (me.id === user.value && me.id) await enter(me.id);
            }}
          />
        </section>
      )}
      <ReminderForm />
      <PushCard />
      <QuietCard />
      <LookCard />
      <PersonCard />
      <LockCard />
      <a class="card card-link" href="/app/settings/privacy">
        <b>{t("privacy.title")}</b>
        <span class="small soft">{t("privacy.link.text")}</span>
      </a>
      <section class="card stack">
        <h2>{t("settings.phone")}</h2>
        <UnsentList />
        <StorageLine />
        <InstallCoach />
        <button type="button" class="button-soft" onClick={() => setLeaving(true)}>
          {t("settings.signout")}
        </button>
      </section>
      {leaving && (
        <Sheet title={t("settings.signout")} onClose={() => setLeaving(false)}>
          <p>
            {unsent.value > 0 ? t("settings.signout.warn", { n: unsent.value }) : t("settings.signout.clean")}
          </p>
          <button type="button" class="button button-warn" onClick={() => void goodbye()}>
            {t("settings.signout.really")}
          </button>
          <button type="button" class="button-soft" onClick={() => setLeaving(false)}>
            {t("settings.cancel")}
          </button>
        </Sheet>
      )}
    </>
  );
}

function StorageLine() {
  const [kept, setKept] = useState<boolean | null>(null);
  const [used, setUsed] = useState<number | null>(null);
  useEffect(() => {
    void persistStorage().then(setKept);
    void storageUsed().then(setUsed);
  }, []);
  return (
    <p class="small soft">
      {used !== null && t("settings.storage.used", { n: used.toFixed(1) })}{" "}
      {kept !== null && t(`settings.storage.${kept}`)}
    </p>
  );
}
