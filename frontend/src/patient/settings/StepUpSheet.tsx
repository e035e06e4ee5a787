// Proving once more who one is, before something that cannot be undone or hands out the whole record.
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { Sheet } from "../../ui/Sheet";
import { SignIn } from "../../ui/SignIn";
import { user } from "../state";

interface Props {
  email: string;
  onDone: () => void;
  onClose: () => void;
}

export function StepUpSheet({ email, onDone, onClose }: Props) {
  const [stranger, setStranger] = useState(false);
  return (
    <Sheet title={t("stepup.title")} onClose={onClose}>
      <p>{t("stepup.text")}</p>
      <SignIn
        again={email}
        onSignedIn={(me) => {
          if (me.id === user.value) onDone();
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
