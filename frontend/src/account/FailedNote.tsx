import { t } from "../i18n";

/** Say that something failed; `ours` when the server answered, so that nobody looks for a fault in their network. */
export function FailedNote({ ours = false }: { ours?: boolean }) {
  return (
    <p class="fault" role="alert">
      {t(ours ? "privacy.ours" : "privacy.failed")}
    </p>
  );
}
