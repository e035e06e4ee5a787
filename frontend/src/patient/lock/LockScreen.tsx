// What stands in place of the app while it is locked: nothing of the diary, and the way to "I feel unwell".
import { useState } from "preact/hooks";
import { SignIn } from "../../account/SignIn";
import { t } from "../../i18n";
import { useBusy } from "../../ui/busy";
import { enter, user } from "../state";
import { unlock } from "./open";
import { checkPin, removePin, triesLeft } from "./pin";
import { say } from "./words";

export function LockScreen() {
  const [pin, setPin] = useState("");
  const [left, setLeft] = useState(triesLeft());
  const [isWrong, setIsWrong] = useState(false);
  const { isBusy, once } = useBusy();
  const open = async () => {
    if (await checkPin(pin)) return unlock();
    setPin("");
    setIsWrong(true);
    setLeft(triesLeft());
  };
  return (
    <main class="stack screen lock">
      <h1>{say("locked")}</h1>
      <a class="unwell-link" href="/app/unwell">
        {t("unwell.link")}
      </a>
      {left > 0 ? (
        <form
          class="card stack"
          onSubmit={(event) => {
            event.preventDefault();
            void once(open);
          }}
        >
          <label class="field">
            <span>{say("your")}</span>
            <input
              type="password"
              inputMode="numeric"
              autocomplete="off"
              required
              maxLength={8}
              value={pin}
              onInput={(event) => setPin(event.currentTarget.value)}
            />
          </label>
          {isWrong && (
            <p class="fault" role="alert">
              {say("wrong", { n: left })}
            </p>
          )}
          <button type="submit" class="button" disabled={isBusy}>
            {say("open")}
          </button>
        </form>
      ) : (
        <p class="fault" role="alert">
          {say("over")}
        </p>
      )}
      <details class="card" open={left <= 0}>
        <summary>{say("forgot")}</summary>
        <div class="stack">
          <p>{say("forgotText")}</p>
          <SignIn
            onSignedIn={async (me) => {
              // Only the same person may go on with what lies on this phone.
              if (!me.id || me.id !== user.value) return;
              removePin();
              await enter(me.id);
              unlock();
            }}
          />
        </div>
      </details>
    </main>
  );
}
