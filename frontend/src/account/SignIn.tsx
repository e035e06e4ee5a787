// Signing in, used by the front page, inside the installed app, and to prove once more who one is.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { passkeysWork, usePasskey } from "../api/passkeys";
import {
  confirmCode,
  confirmEmail,
  confirmSecond,
  type Me,
  requestCode,
  type Step,
  signInByPassword,
  signOut,
  whoAmI,
} from "../api/sign-in";
import { type Key, t } from "../i18n";
import { CodeField } from "./CodeField";

type Screen = "start" | "code" | "second" | "verify";

const CONFIRM = { code: confirmCode, second: confirmSecond, verify: confirmEmail };

interface Props {
  onSignedIn: (me: Me) => void | Promise<void>;
  /** The address of somebody who is asked to prove once more who they are: the old sign-in ends first. */
  again?: string | undefined;
}

export function SignIn({ onSignedIn, again }: Props) {
  const [screen, setScreen] = useState<Screen>("start");
  const [email, setEmail] = useState(again ?? "");
  const [fault, setFault] = useState<Key | null>(null);
  const [busy, setBusy] = useState(false);

  const take = async (work: () => Promise<Step>) => {
    setBusy(true);
    setFault(null);
    try {
      if (again !== undefined && screen === "start") await signOut();
      const step = await work();
      if (step === "done") await onSignedIn(await whoAmI());
      else if (step === "code" || step === "second" || step === "verify") setScreen(step);
      else {
        setFault(
          `signin.${step === "wrong" ? `wrong.${screen === "verify" ? "code" : screen}` : step}` as Key,
        );
        if (step === "expired") setScreen("start");
      }
    } catch {
      setFault("signin.offline");
    } finally {
      setBusy(false);
    }
  };
  const askPasskey = async (path: "login" | "authenticate") => {
    let failed = false;
    await take(async () => {
      const step = await usePasskey(path);
      failed = step === "wrong";
      return step;
    });
    if (failed) setFault("signin.passkey.failed");
  };

  const note = fault && (
    <p class="fault" role="alert">
      {t(fault)}
    </p>
  );
  const passkey = (path: "login" | "authenticate") =>
    passkeysWork() && (
      <button class="button-soft wide" type="button" disabled={busy} onClick={() => void askPasskey(path)}>
        {t("signin.passkey")}
      </button>
    );
  if (screen !== "start")
    return (
      <CodeForm
        key={screen}
        screen={screen}
        email={email}
        busy={busy}
        note={note}
        onCode={(code) => void take(() => CONFIRM[screen](code))}
        onBack={() => setScreen("start")}
      >
        {screen === "second" && passkey("authenticate")}
      </CodeForm>
    );
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const password = String(new FormData(event.currentTarget as HTMLFormElement).get("password"));
        // Without a password, a code is what they can get in with.
        void take(() => (password ? signInByPassword(email, password) : requestCode(email)));
      }}
    >
      <label class="field">
        <span>{t("signin.email")}</span>
        <input
          name="email"
          type="email"
          autocomplete="username webauthn"
          required
          inputMode="email"
          value={email}
          readOnly={Boolean(again)}
          onInput={(event) => setEmail(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        <span>{t("signin.password")}</span>
        <input name="password" type="password" autocomplete="current-password" />
        <span class="small soft">{t("signin.password.none")}</span>
      </label>
      {note}
      <button class="button wide" type="submit" disabled={busy}>
        {t("signin.go")}
      </button>
      {passkey("login")}
    </form>
  );
}

interface CodeProps {
  screen: Exclude<Screen, "start">;
  email: string;
  busy: boolean;
  note: ComponentChildren;
  onCode: (code: string) => void;
  onBack: () => void;
  /** Another way to prove it. */
  children: ComponentChildren;
}

/** A mailed code, or one of the second factor. */
function CodeForm({ screen, email, busy, note, onCode, onBack, children }: CodeProps) {
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onCode(String(new FormData(event.currentTarget as HTMLFormElement).get("code")).trim());
      }}
    >
      <CodeField
        label={t(screen === "second" ? "signin.second.type" : "signin.code.type")}
        letters={screen === "second"}
      />
      <p class="small soft">
        {t(`signin.${screen === "second" ? "second.help" : `${screen}.sent`}` as Key, { email })}
      </p>
      {note}
      <button class="button wide" type="submit" disabled={busy}>
        {t("signin.go")}
      </button>
      {children}
      <button class="button-quiet" type="button" onClick={onBack}>
        {t("signin.back")}
      </button>
    </form>
  );
}
