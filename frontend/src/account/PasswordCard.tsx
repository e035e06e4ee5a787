// Changing the password, or setting a first one.
import { useEffect, useState } from "preact/hooks";
import { changePassword, type Fault, hasPassword, requestNewPassword } from "../api/sign-in";
import { t } from "../i18n";
import { FailedNote } from "./FailedNote";
import { type AskAgain, useGuarded } from "./guarded";
import { passwordWords } from "./password-words";

interface Props {
  email: string;
  askAgain: AskAgain;
}

export function PasswordCard({ email, askAgain }: Props) {
  const [has, setHas] = useState<boolean | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [note, setNote] = useState<string | null>(null);
  useEffect(() => void hasPassword().then(setHas, () => undefined), []);
  const { failed, isBusy, run } = useGuarded(askAgain, () => undefined);
  if (has === null) return null;

  const change = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const data = new FormData(form);
    const body = {
      new_password: String(data.get("new")),
      ...(has && { current_password: String(data.get("current")) }),
    };
    setFault(null);
    setNote(null);
    void run(async () => {
      const result = await changePassword(body);
      if (result === "again") return "again";
      setFault(result);
      if (result) return "done";
      setNote(t("password.changed"));
      setHas(true);
      form.reset();
      return "done";
    });
  };
  const mailLink = () =>
    run(async () => {
      const asked = await requestNewPassword(email);
      if (asked) setNote(t("password.mailed", { email }));
      return asked ? "done" : "failed";
    });
  const faultOf = (field: string) =>
    fault?.field === field && (
      <span class="fault" role="alert">
        {passwordWords(fault)}
      </span>
    );
  return (
    <section class="card stack">
      <h2>{t("signin.password")}</h2>
      {!has && <p>{t("password.none")}</p>}
      <form class="stack" onSubmit={change}>
        <input type="email" autocomplete="username" value={email} readOnly hidden />
        {has && (
          <label class="field">
            <span>{t("password.current")}</span>
            <input name="current" type="password" required autocomplete="current-password" />
            {faultOf("current_password")}
          </label>
        )}
        <label class="field">
          <span>{t("password.new")}</span>
          <input name="new" type="password" required minLength={12} autocomplete="new-password" />
          <span class="small soft">{t("password.rule")}</span>
          {faultOf("new_password")}
        </label>
        <button type="submit" class="button-soft" aria-busy={isBusy}>
          {has ? t("password.change") : t("password.set")}
        </button>
      </form>
      {has && (
        <button type="button" class="button-quiet" aria-busy={isBusy} onClick={() => void mailLink()}>
          {t("password.forgotten")}
        </button>
      )}
      {note && <p role="status">{note}</p>}
      {failed && <FailedNote />}
    </section>
  );
}
