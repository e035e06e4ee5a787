// Passkeys: the ones there are, and adding one.
import { useEffect, useState } from "preact/hooks";
import { addPasskey, listPasskeys, type Passkey, passkeysWork, removePasskey } from "../api/passkeys";
import { deviceName } from "../domain/device";
import { locale, t } from "../i18n";
import { FailedNote } from "./FailedNote";
import { type AskAgain, useGuarded } from "./guarded";

interface Props {
  askAgain: AskAgain;
  /** Called when passkeys were added or removed. */
  onChanged?: () => void;
}

export function PasskeysCard({ askAgain, onChanged }: Props) {
  const [passkeys, setPasskeys] = useState<Passkey[]>([]);
  const [unknown, setUnknown] = useState(false);
  const load = () => listPasskeys().then(setPasskeys, () => setUnknown(true));
  useEffect(() => void load(), []);
  const { failed, isBusy, run } = useGuarded(askAgain, async () => {
    await load();
    onChanged?.();
  });
  const format = new Intl.DateTimeFormat(locale(), { dateStyle: "medium" });
  return (
    <section class="card stack">
      <h2>{t("ways.title")}</h2>
      <ul class="lines">
        {passkeys.map((passkey) => (
          <li key={passkey.id}>
            <b>{t("ways.passkey", { name: passkey.name })}</b>
            <span class="small soft">{format.format(passkey.created_at * 1000)}</span>
            <button
              type="button"
              class="button-soft"
              aria-label={`${t("ways.remove")}: ${passkey.name}`}
              aria-busy={isBusy}
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
            aria-busy={isBusy}
            onClick={() => void run(() => addPasskey(deviceName(navigator.userAgent) ?? "Nod"))}
          >
            {t("ways.add")}
          </button>
        </>
      ) : (
        <p class="small soft">{t("ways.passkey.not_here")}</p>
      )}
      {(failed || unknown) && <FailedNote />}
    </section>
  );
}
