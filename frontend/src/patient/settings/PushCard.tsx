// Notifications on this phone: their true state, switching them on, and a test that proves the whole way.
import { useEffect, useState } from "preact/hooks";
import { locale, t } from "../../i18n";
import { type PushState, pushState, switchPushOn, type TestResult, testPush } from "../../platform/push";
import { useBusy } from "../../ui/busy";
import { askReach, reach } from "../reach";

export function PushCard() {
  const [state, setState] = useState<PushState | null>(null);
  const [failed, setFailed] = useState(false);
  const [test, setTest] = useState<TestResult | "waiting" | null>(null);
  const { isBusy, once } = useBusy();
  const look = () => askReach().catch(() => undefined);
  useEffect(() => {
    void pushState().then(setState, () => setState("unsupported"));
    void look();
  }, []);
  const switchOn = async () => {
    setFailed(false);
    try {
      setState(await switchPushOn());
    } catch {
      setFailed(true);
    }
    await look();
  };
  const tryIt = async () => {
    setTest("waiting");
    setTest(await testPush());
    await look();
  };
  const known = reach.value;
  // The phone says on; only the receipts tell whether anything was ever shown.
  const shown = state === "on" && known && (known.broken || known.devices === 0) ? "broken" : state;
  return (
    <section class="card stack">
      <h2>{t("settings.push")}</h2>
      {shown && (
        <p class={shown === "broken" || shown === "denied" ? "state-line warn" : "state-line"}>
          <span class={shown === "on" ? "state-dot on" : "state-dot"} aria-hidden="true" />
          {t(`settings.push.${shown}`)}
        </p>
      )}
      {known && shown !== "on" && (
        <p class={known.by_email ? "" : "fault"}>{t(`settings.push.mail.${known.by_email}`)}</p>
      )}
      {known && (
        <dl class="small soft facts">
          <div>
            <dt>{t("settings.push.shown")}</dt>
            <dd>{known.last_shown_at ? moment(known.last_shown_at) : t("settings.push.never")}</dd>
          </div>
          {known.next_due_at && (
            <div>
              <dt>{t("settings.push.next")}</dt>
              <dd>{moment(known.next_due_at)}</dd>
            </div>
          )}
        </dl>
      )}
      {(shown === "off" || shown === "broken") && (
        <button type="button" class="button-soft" aria-busy={isBusy} onClick={() => void once(switchOn)}>
          {t(shown === "off" ? "settings.push.switch" : "settings.push.again")}
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

function moment(at: string): string {
  const format = {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "numeric",
    minute: "2-digit",
  } as const;
  return new Intl.DateTimeFormat(locale(), format).format(Date.parse(at));
}
