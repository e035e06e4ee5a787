// What is wrong with a password, in the reader's language; the server's own words where it says something new.
import type { Fault } from "../api/sign-in";
import { type Key, t } from "../i18n";

export function passwordWords({ code, detail }: Fault): string {
  return t(`password.fault.${code}` as Key) || detail || t("privacy.failed");
}
