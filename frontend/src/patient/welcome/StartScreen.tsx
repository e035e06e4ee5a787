// After the account: confirming the email, safety questions, where things stand, reminder times, and putting Nod on the home screen. Each
// step can wait; the app remembers how far somebody came.
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { t } from "../../i18n";
import { useBusy } from "../../ui/busy";
import { PainScale } from "../../ui/PainScale";
import { CheckScreen } from "../safety/CheckScreen";
import { ReminderForm } from "../settings/ReminderForm";
import { saveBaseline, today } from "../state";
import { EmailStep } from "./EmailStep";
import { InstallCoach } from "./InstallCoach";
import { say } from "./install-words";

const STEPS = ["email", "safety", "baseline", "reminders", "install"] as const;
// A place of this list; the key is a new one since the email came first.
const KEY = "nod-start-2";

export function StartScreen() {
  const { route } = useLocation();
  const [place, setPlace] = useState(() => Number(localStorage.getItem(KEY) ?? 0));
  const next = () => {
    const after = place + 1;
    if (after < STEPS.length) localStorage.setItem(KEY, String(after));
    else localStorage.removeItem(KEY);
    scrollTo(0, 0);
    if (after < STEPS.length) setPlace(after);
    else route("/app/", true);
  };
  const step = STEPS[Math.min(place, STEPS.length - 1)] ?? "install";
  if (step === "email") return <EmailStep onNext={next} />;
  if (step === "safety") return <CheckScreen asked="sign_up" onDone={next} />;
  return (
    <main class="stack screen entrance">
      <p class="small soft">{t("start.step", { n: place + 1, all: STEPS.length })}</p>
      {step === "baseline" && <BaselineForm onDone={next} />}
      {step === "reminders" && (
        <>
          <h1>{t("start.reminders")}</h1>
          <p>{t("start.reminders.text")}</p>
          <ReminderForm onNext={next} />
        </>
      )}
      {step === "install" && (
        <>
          <h1>{say("title")}</h1>
          <InstallCoach />
          <button type="button" class="button wide" onClick={next}>
            {t("start.go")}
          </button>
        </>
      )}
    </main>
  );
}

function BaselineForm({ onDone }: { onDone: () => void }) {
  const [days, setDays] = useState<number | null>(null);
  const [usual, setUsual] = useState<number | null>(null);
  const [worst, setWorst] = useState<number | null>(null);
  const { isBusy, once } = useBusy();
  const save = async () => {
    if (days !== null)
      await saveBaseline({
        occurred_on: today.value,
        headache_days_28: days,
        usual_pain: usual,
        worst_pain: worst,
      });
    onDone();
  };
  return (
    <>
      <h1>{t("start.baseline")}</h1>
      <p>{t("start.baseline.text")}</p>
      <section class="card stack">
        <label class="field">
          <span>{t("start.days")}</span>
          <input
            type="range"
            min={0}
            max={28}
            value={days ?? 14}
            aria-valuetext={days === null ? t("measure.unset") : String(days)}
            onInput={(event) => setDays(Number(event.currentTarget.value))}
          />
          <b class="range-value" aria-hidden="true">
            {days ?? "?"}
          </b>
        </label>
        <PainScale
          label={t("start.usual")}
          value={usual}
          onChange={setUsual}
          low={t("diary.none")}
          high={t("diary.most")}
        />
        <PainScale
          label={t("start.worst")}
          value={worst}
          onChange={setWorst}
          low={t("diary.none")}
          high={t("diary.most")}
        />
      </section>
      <button
        type="button"
        class="button wide"
        disabled={days === null}
        aria-busy={isBusy}
        onClick={() => void once(save)}
      >
        {t("start.next")}
      </button>
      <button type="button" class="button-quiet" onClick={onDone}>
        {t("start.skip")}
      </button>
    </>
  );
}
