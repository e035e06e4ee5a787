// "I feel unwell": what to do in an emergency. Works without a network and without being signed in.
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { CallButtons, help, numberToCall } from "../help";
import { part } from "../lazily";
import { sendMessage, user } from "../state";

const cards = () => import("../clinic/ClinicCards");
const ClinicCard = part(() => cards().then((found) => found.ClinicCard));
const SeenLine = part(() => cards().then((found) => found.SeenLine));

// Every emergency question of the safety check, in its order: tests/exercises/test_red_flags.py.
const SIGNS = [
  "unwell.e1",
  "unwell.e16",
  "unwell.e2",
  "unwell.e3",
  "unwell.e8",
  "unwell.e4",
  "unwell.e5",
  "unwell.e6",
  "unwell.e17",
  "unwell.e15",
  "unwell.e9",
  "unwell.e10",
  "unwell.e7",
  "unwell.e14",
  "unwell.e18",
  "unwell.e19",
  "unwell.e12",
  "unwell.e13",
] as const;

export function UnwellScreen() {
  const [told, setTold] = useState(false);
  const crisis = help.value.crisis ?? help.value.numbers[0] ?? "";
  const tell = async () => {
    await sendMessage(t("unwell.message"));
    setTold(true);
  };
  return (
    <main class="stack screen unwell">
      <h1>{t("unwell.title")}</h1>
      <section class="card stack urgent">
        <p>
          <strong>{t("unwell.emergency", { number: numberToCall() })}</strong>
        </p>
        <CallButtons />
        <ul class="signs">
          {SIGNS.map((key) => (
            <li key={key}>{t(key)}</li>
          ))}
        </ul>
        <p>{t("unwell.near")}</p>
        <SeenLine />
      </section>
      <section class="card stack">
        {user.value && (
          <a class="button wide" href="/app/check/unwell">
            {t("unwell.check")}
          </a>
        )}
        <p>{t("unwell.doctor")}</p>
        {user.value && !told && (
          <button type="button" class="button-soft wide" onClick={() => void tell()}>
            {t("unwell.tell")}
          </button>
        )}
        {told && <p role="status">{t("unwell.told")}</p>}
      </section>
      <ClinicCard />
      <section class="card stack">
        <h2>{t("unwell.mood")}</h2>
        <p>{t("unwell.mood.text")}</p>
        <a class="button-soft wide" href={`tel:${crisis}`}>
          {t("unwell.mood.call", { number: crisis })}
        </a>
      </section>
      <a class="button-quiet" href="/app/">
        {t("nav.today")}
      </a>
    </main>
  );
}
