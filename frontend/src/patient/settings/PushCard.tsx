// Notifications on this phone: their true state, switching them on, and a test that proves the whole way.
import { useEffect, useState } from "preact/hooks";
import { t } from "../../i18n";
import { type PushState, pushState, switchPushOn, type TestResult, testPush } from "../../platform/push";

export function PushCard() {
  const [state, setState] = useState<PushState | null>(null);
  const [failed, setFailed] = useState(false);
  const [test, setTest] = useState<TestResult | "waiting" | null>(null);
  useEffect(() => {
    void pushState().then(setState, () => setState("unsupported"));
  }, []);
  const switchOn = async () => {
    setFailed(false);
    try {
      setState(await switchPushOn());
    } catch {
      setFailed(true);
    }
  };
  const tryIt = async () => {
    setTest("waiting");
    setTest(await testPush());
  };
  return (
    <section class="card stack">
      <h2>{t("settings.push")}</h2>
      {state && <p>{t(`settings.push.${state}`)}</p>}
      {state === "off" && (
        <button type="button" class="button-soft" onClick={() => void switchOn()}>
          {t("settings.push.switch")}
        </button>
      )}
      {failed && <p class="fault">{t("settings.push.failed")}</p>}
      <button type="button" class="button-soft" disabled={test === "waiting"} onClick={() => void tryIt()}>
        {t("settings.test")}
      </button>
      {test && <p role="status">{t(`settings.test.${test}`)}</p>}
    </section>
  );
}
