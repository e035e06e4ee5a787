import { t } from "../i18n";

export function FailedNote() {
  return (
    <p class="fault" role="alert">
      {t("privacy.failed")}
    </p>
  );
}
