// Ways to sign in: the address that gets codes, and passkeys.
import { useEffect, useState } from "preact/hooks";
import { addPasskey, listPasskeys, type Passkey, passkeysWork, removePasskey } from "../../api/passkeys";
import { deviceName } from "../../domain/device";
import { language, t } from "../../i18n";

interface Props {
  email: string;
  askAgain: (then: () => void) => void;
}

export function PasskeysCard({ email, askAgain }: Props) {
  const [passkeys, setPasskeys] = useState<Passkey[]>([]);
  const [failed, setFailed] = useState(false);
  const load = () => listPasskeys().then(setPasskeys, () => setFailed(true));
  useEffect(() => void load(), []);
  const run = async (work: () => Promise<"done" | "again" | "failed">) => {
    setFailed(false);
    const result = await work().catch(() => "failed" as const);
    if (result === "again") askAgain(() => void run(work));
    else if (result === "failed") setFailed(true);
    else await load();
  };
  const format = new Intl.DateTimeFormat(language.value, { dateStyle: "medium" });
  return (
    <section class="card stack">
      <h2>{t("ways.title")}</h2>
      <p>{t("ways.email", { email })}</p>
      <ul class="lines">
        {passkeys.map((passkey) => (
          <li key={passkey.id}>
            <b>{t("ways.passkey", { name: passkey.name })}</b>
            <span class="small soft">{format.format(passkey.created_at * 1000)}</span>
            <button
              type="button"
              class="button-soft"
              aria-label={`${t("ways.remove")}: ${passkey.name}`}
              onClick={() => void run(() => removePasskey(passkey.id))}
            >
              {t("ways.remove")}
            </button>
          </li>
        ))}
      </ul>
      {passkeysWork() ? (
        <>
          <p class="small soft">{t("ways.passkey.text")}</p>
          <button
            type="button"
            class="button-soft"
            onClick={() => void run(() => addPasskey(deviceName(navigator.userAgent) ?? "Nod"))}
          >
            {t("ways.add")}
          </button>
        </>
      ) : (
        <p class="small soft">{t("ways.passkey.not_here")}</p>
      )}
      {failed && (
        <p class="fault" role="alert">
          {t("privacy.failed")}
        </p>
      )}
    </section>
  );
}
