// Getting in with an invitation: the code from the link (behind '#', so no log sees it) or typed in.
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { api } from "../../api/client";
import { addPasskey } from "../../api/passkeys";
import { whoAmI } from "../../api/sign-in";
import { deviceName } from "../../domain/device";
import { language, setLanguage, t } from "../../i18n";
import { useRequest } from "../../ui/request";
import { deviceZone, enter } from "../state";
import { JoinFields, type Method } from "./JoinFields";

export function WelcomeScreen() {
  const { route } = useLocation();
  const { isBusy, problem, send } = useRequest({
    offline: t("welcome.offline"),
    failed: t("welcome.offline"),
  });
  const [method, setMethod] = useState<Method>("code");
  /** The account is there; only the passkey was not made. */
  const [withoutPasskey, setWithoutPasskey] = useState(false);
  const join = (form: FormData) =>
    send(
      async () => {
        await whoAmI();
        const answer = await api.POST("/api/v1/invitations/redeem", { body: joining(form, method) });
        if (!answer.data?.id) return { error: answer.error ?? "" };
        const made = method !== "passkey" || (await addPasskey(thisDevice())) === "done";
        await enter(answer.data.id);
        return { data: made };
      },
      (made) => (made ? route("/app/start", true) : setWithoutPasskey(true)),
    );
  if (withoutPasskey) return <WithoutPasskey />;
  return (
    <main class="stack screen entrance">
      <img src="/icons/icon.svg" alt="" width="88" height="88" />
      <h1>{t("welcome.title")}</h1>
      <p>{t("welcome.intro")}</p>
      <Languages />
      <form
        class="card stack"
        onSubmit={(event) => {
          event.preventDefault();
          void join(new FormData(event.currentTarget));
        }}
      >
        <JoinFields method={method} problem={problem} onMethod={setMethod} />
        {problem && !problem.errors && (
          <p class="fault" role="alert">
            {problem.detail}
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

const thisDevice = () => deviceName(navigator.userAgent) ?? "Nod";

const joining = (form: FormData, method: Method) => ({
  code: String(form.get("code")),
  email: String(form.get("email")),
  password: method === "password" ? String(form.get("password")) : "",
  consents: form.get("consents") === "on",
  language: language.value,
  time_zone: deviceZone(),
});

function WithoutPasskey() {
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

function Languages() {
  return (
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
  );
}
