// What the mailed link opens: a new password. Signing in comes afterwards, with the second factor as ever.
import { useState } from "preact/hooks";
import { passwordWords } from "../account/password-words";
import { setNewPassword, signOut } from "../api/sign-in";
import { t } from "../i18n";

/** The key in the link's #part, which no server log sees; null when the address holds none. */
export function resetKey(hash: string): string | null {
  return /^#reset\/([\w-]+)$/.exec(hash)?.[1] ?? null;
}

export function NewPassword({ of, onDone }: { of: string; onDone: () => void }) {
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget as HTMLFormElement).get("new"));
    setBusy(true);
    setFault(null);
    try {
      // The link is the proof; a session that is still open here, perhaps an old one, must not stand in its way.
      await signOut();
      const wrong = await setNewPassword(of, password);
      if (!wrong) onDone();
      else setFault(wrong.field === "key" ? t("password.link_old") : passwordWords(wrong));
    } catch {
      setFault(t("signin.offline"));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="stack" onSubmit={(event) => void save(event)}>
      <h2>{t("password.new")}</h2>
      <label class="field">
        <span>{t("password.new")}</span>
        <input name="new" type="password" required minLength={12} autocomplete="new-password" />
        <span class="small soft">{t("password.rule")}</span>
      </label>
      {fault && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      <button class="button wide" type="submit" disabled={busy}>
        {t("password.change")}
      </button>
    </form>
  );
}
