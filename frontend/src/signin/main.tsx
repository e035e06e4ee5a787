// The front page: sign in, and be sent to where one's role is at home.
import "../ui/tokens.css";
import "../ui/base.css";
import "../ui/controls.css";
import "./signin.css";
import "../ui/theme";
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { SecondFactor } from "../account/SecondFactor";
import { SignIn } from "../account/SignIn";
import { type Me, whoAmI } from "../api/sign-in";
import { language, setLanguage, t } from "../i18n";
import { MySignIn } from "./MySignIn";
import { NewPassword, resetKey } from "./NewPassword";
import { wantedPage } from "./next";

const DEMO = ["tara", "tom", "lena", "olga", "cora", "pia", "mona", "sam"];

function FrontPage() {
  const [demo, setDemo] = useState(false);
  const [halfway, setHalfway] = useState(false);
  const [key, setKey] = useState(() => resetKey(location.hash));
  const [renewed, setRenewed] = useState(false);
  const go = (me: Me) => {
    setHalfway(me.needs_second_factor === true);
    setDemo(me.demo);
    if (me.home) location.assign(wantedPage(location.search) ?? me.home);
  };
  const look = () => whoAmI().then(go, () => undefined);
  useEffect(() => {
    // Whoever came by the mailed link chooses a password first, signed in or not.
    if (!key) void look();
  }, []);
  return (
    <main>
      <img src="/icons/icon.svg" alt="" width="88" height="88" />
      <h1>Nod</h1>
      <p class="soft">{language.value === "es" ? ES : EN}</p>
      <div class="card">
        {renewed && <p role="status">{t("password.renewed")}</p>}
        {key ? (
          <NewPassword
            of={key}
            onDone={() => {
              history.replaceState(null, "", "/");
              setKey(null);
              setRenewed(true);
              void look();
            }}
          />
        ) : halfway ? (
          <SecondFactor onDone={() => void look()} />
        ) : (
          <SignIn onSignedIn={go} />
        )}
      </div>
      {!halfway && (
        <a class="button-quiet" href="/app/welcome">
          {t("signin.code")}
        </a>
      )}
      {demo && (
        <details class="card">
          <summary>Demo sign-ins</summary>
          <p>
            All with the password <code>nod-demo-2026</code>. Demo mode asks for no second factor.
          </p>
          <ul>
            {DEMO.map((name) => (
              <li key={name}>
                <code>{name}@nod.example</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </main>
  );
}

const EN = "Home exercises and a headache diary for people whose headaches start in the neck.";
const ES = "Ejercicios en casa y un diario para personas con dolor de cabeza que empieza en el cuello.";

await setLanguage(language.value);
const isMine = location.pathname === "/my-sign-in";
render(isMine ? <MySignIn /> : <FrontPage />, document.getElementById("root") as HTMLElement);
