// Getting in with an invitation: the code from the link (behind '#', so no log sees it) or typed in.

import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { api, faultOf, type Problem } from "../../api/client";
import { addPasskey, passkeysWork } from "../../api/passkeys";
import { whoAmI } from "../../api/sign-in";
import { deviceName } from "../../domain/device";
import { language, setLanguage, t } from "../../i18n";
import { useBusy } from "../../ui/busy";
import { Choice } from "../../ui/Choice";
import { deviceZone, enter } from "../state";

type Method = "code" | "password" | "passkey";
const METHODS: Method[] = passkeysWork() ? ["code", "passkey", "password"] : ["code", "password"];

export function WelcomeScreen() {
  const { route } = useLocation();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [offline, setOffline] = useState(false);
  const { isBusy, once } = useBusy();
  const [method, setMethod] = useState<Method>("code");
  /** The account is there; only the passkey was not made. */
  const [withoutPasskey, setWithoutPasskey] = useState(false);

  const join = async (form: FormData) => {
    setProblem(null);
    setOffline(false);
    try {
      await whoAmI();
      const { data, error } = await api.POST("/api/v1/invitations/redeem", {
        body: {
          code: String(form.get("code")),
          email: String(form.get("email")),
          password: method === "password" ? String(form.get("password")) : "",
          consents: form.get("consents") === "on",
          language: language.value,
          time_zone: deviceZone(),
        },
      });
      if (data?.id) {
        const name = deviceName(navigator.userAgent) ?? "Nod";
        const made = method !== "passkey" || (await addPasskey(name)) === "done";
        await enter(data.id);
        if (made) route("/app/start", true);
        else setWithoutPasskey(true);
      } else setProblem(error as unknown as Problem);
    } catch {
      setOffline(true);
    }
  };
  const fault = (field: string) => {
    const text = faultOf(problem, field);
    return text ? <span class="fault">{text}</span> : null;
  };

  if (withoutPasskey) {
    return (
      <main class="stack screen entrance">
        <h1>{t("welcome.title")}</h1>
        <p class="notice" role="status">
          {t("welcome.passkey.failed")}
        </p>
        <a class="button wide" href="/app/start">
          {t("welcome.on")}
        </a>
      </main>
    );
  }
  return (
    <main class="stack screen entrance">
      <img src="/icons/icon.svg" alt="" width="88" height="88" />
      <h1>{t("welcome.title")}</h1>
      <p>{t("welcome.intro")}</p>
      <div class="row">
        {(["en", "es"] as const).map((code) => (
          <button
            key={code}
            type="button"
            class="chip"
            lang={code}
            aria-pressed={language.value === code}
            onClick={() => {
              localStorage.setItem("nod-language", code);
              void setLanguage(code);
            }}
          >
            {code === "en" ? "English" : "Español"}
          </button>
        ))}
      </div>
      <form
        class="card stack"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          void once(() => join(form));
        }}
      >
        <label class="field">
          <span>{t("welcome.code")}</span>
          <input
            name="code"
            required
            autocomplete="off"
            autocapitalize="characters"
            defaultValue={location.hash.slice(1)}
          />
          {fault("code")}
        </label>
        <label class="field">
          <span>{t("welcome.email")}</span>
          <input name="email" type="email" autocomplete="username" required />
          {fault("email")}
        </label>
        <Choice
          label={t("welcome.method")}
          options={METHODS.map((value) => ({ value, text: t(`welcome.method.${value}`) }))}
          chosen={[method]}
          onToggle={setMethod}
        />
        {method === "password" ? (
          <label class="field">
            <span>{t("welcome.password")}</span>
            <input name="password" type="password" autocomplete="new-password" required minLength={12} />
            <span class="small soft">{t("welcome.password.hint")}</span>
            {fault("password")}
          </label>
        ) : (
          <p class="small soft">{t(`welcome.method.${method}.text`)}</p>
        )}
        <label class="check">
          <input name="consents" type="checkbox" required />
          <span>{t("welcome.consent")}</span>
        </label>
        {fault("consents")}
        {(offline || (problem && !problem.errors)) && (
          <p class="fault" role="alert">
            {offline ? t("welcome.offline") : problem?.detail}
          </p>
        )}
        <button class="button wide" type="submit" disabled={isBusy} aria-busy={isBusy}>
          {t("welcome.go")}
        </button>
      </form>
      <a class="button-quiet" href="/app/">
        {t("welcome.signin")}
      </a>
    </main>
  );
}
