// Proving once more who one is, before something that cannot be undone or hands out the whole record.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Me } from "../api/sign-in";
import { t } from "../i18n";
import { Sheet } from "../ui/Sheet";
import type { AskAgain } from "./guarded";
import { SignIn } from "./SignIn";

interface Props {
  me: Me;
  onDone: () => void;
  onClose: () => void;
}

function StepUpSheet({ me, onDone, onClose }: Props) {
  const [stranger, setStranger] = useState(false);
  return (
    <Sheet title={t("stepup.title")} onClose={onClose}>
      <p>{t("stepup.text")}</p>
      <SignIn
        again={me.email}
        onSignedIn={(found) => {
          if (found.id === me.id) onDone();
          else setStranger(true);
        }}
      />
      {stranger && (
        <p class="fault" role="alert">
          {t("stepup.stranger")}
        </p>
      )}
      <button type="button" class="button-soft" onClick={onClose}>
        {t("settings.cancel")}
      </button>
    </Sheet>
  );
}

/** What asks for a fresh sign-in before it goes on, and the sheet to draw while it does. */
export function useStepUp(me: Me | null): { askAgain: AskAgain; sheet: ComponentChildren } {
  const [waiting, setWaiting] = useState<(() => void) | null>(null);
  const askAgain: AskAgain = (then) => setWaiting(() => then);
  const goOn = () => {
    setWaiting(null);
    waiting?.();
  };
  const sheet = waiting && me && <StepUpSheet me={me} onClose={() => setWaiting(null)} onDone={goOn} />;
  return { askAgain, sheet };
}
