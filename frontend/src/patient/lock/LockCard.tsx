// Turning the lock on and off, in the settings.
import { useState } from "preact/hooks";
import { useBusy } from "../../ui/busy";
import { hasPin, isPin, removePin, setPin } from "./pin";
import { watchLock } from "./watch";
import { say } from "./words";

export function LockCard() {
  const [isOn, setIsOn] = useState(hasPin());
  const [fault, setFault] = useState("");
  const { isBusy, once } = useBusy();
  const turnOn = async (form: FormData) => {
    const pin = String(form.get("pin"));
    if (!isPin(pin)) return setFault(say("digits"));
    if (pin !== form.get("again")) return setFault(say("differ"));
    await setPin(pin);
    watchLock(false);
    setFault("");
    setIsOn(true);
  };
  const field = (name: string, text: string) => (
    <label class="field">
      <span>{text}</span>
      <input name={name} type="password" inputMode="numeric" autocomplete="off" required maxLength={8} />
    </label>
  );
  return (
    <section class="card stack" aria-label={say("title")}>
      <h2>{say("title")}</h2>
      <p class="small soft">{say(isOn ? "on" : "text")}</p>
      {isOn ? (
        <button
          type="button"
          class="button-soft"
          onClick={() => {
            removePin();
            setIsOn(false);
          }}
        >
          {say("turnOff")}
        </button>
      ) : (
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            const form = new FormData(event.currentTarget as HTMLFormElement);
            void once(() => turnOn(form));
          }}
        >
          {field("pin", say("pin"))}
          {field("again", say("again"))}
          {fault && (
            <p class="fault" role="alert">
              {fault}
            </p>
          )}
          <button type="submit" class="button-soft" disabled={isBusy}>
            {say("turnOn")}
          </button>
        </form>
      )}
    </section>
  );
}
