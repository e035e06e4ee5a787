// "I feel unwell": what to do in an emergency. Works without a network and without being signed in.
import { useState } from "preact/hooks";
import { crisisLine, emergencyNumber } from "../../domain/emergency";
import { t } from "../../i18n";
import { part } from "../lazily";
import { deviceZone, sendMessage, user } from "../state";

const cards = () => import("../clinic/ClinicCards");
const ClinicCard = part(() => cards().then((found) => found.ClinicCard));
const SeenLine = part(() => cards().then((found) => found.SeenLine));

const SIGNS = [
  "unwell.e1",
  "unwell.e2",
  "unwell.e3",
  "unwell.e4",
  "unwell.e5",
  "unwell.e7",
  "unwell.e8",
  "unwell.e9",
] as const;

export function UnwellScreen() {
  const [told, setTold] = useState(false);
  const number = emergencyNumber(deviceZone());
  const tell = async () => {
    await sendMessage(t("unwell.message"));
    setTold(true);
  };
  return (
    <main class="stack screen unwell">
      <h1>{t("unwell.title")}</h1>
      <section class="card stack urgent">
        <p>
          <strong>{t("unwell.emergency", { number })}</strong>
        </p>
        <ul class="signs">
          {SIGNS.map((key) => (
            <li key={key}>{t(key)}</li>
          ))}
        </ul>
        <a class="button button-warn wide" href={`tel:${number}`}>
          {t("unwell.call", { number })}
        </a>
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
        <a class="button-soft wide" href={`tel:${crisisLine(deviceZone())}`}>
          {t("unwell.mood.call", { number: crisisLine(deviceZone()) })}
        </a>
      </section>
      <a class="button-quiet" href="/app/">
        {t("nav.today")}
      </a>
    </main>
  );
}
