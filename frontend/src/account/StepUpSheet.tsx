// Proving once more who one is, before something that cannot be undone or hands out the whole record.
import { useState } from "preact/hooks";
import type { Me } from "../api/sign-in";
import { t } from "../i18n";
import { Sheet } from "../ui/Sheet";
import { SignIn } from "./SignIn";

interface Props {
  me: Me;
  onDone: () => void;
  onClose: () => void;
}

export function StepUpSheet({ me, onDone, onClose }: Props) {
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
