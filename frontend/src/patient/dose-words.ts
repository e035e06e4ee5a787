// A dose as a sentence, the same on every screen.
import type { Dose } from "../domain/plan";
import { t } from "../i18n";

/** "2 × 10, hold 5 s · 2 times a day, every day". */
export function doseInWords(dose: Dose): string {
  const much = `${dose.sets} × ${dose.reps}${dose.hold_seconds ? `, ${t("dose.hold", { n: dose.hold_seconds })}` : ""}`;
  const often = dose.per_day === 1 ? t("dose.once") : t("dose.times", { n: dose.per_day });
  const days = dose.days_week === 7 ? t("dose.everyday") : t("dose.days", { n: dose.days_week });
  return `${much} · ${often}, ${days}`;
}
