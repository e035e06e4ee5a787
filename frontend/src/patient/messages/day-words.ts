// What the diary says of a day, short, beside a message that is about it.
import { t } from "../../i18n";
import { dayOn } from "../earlier";

export function dayInWords(on: string): string {
  const fields = dayOn(on)?.fields;
  if (!fields) return "";
  if (!fields.headache) return t(fields.headache === false ? "diary.legend.none" : "diary.legend.unknown");
  const peak = fields.peak_intensity;
  return peak == null ? t("headache.saved.some") : t("headache.saved.yes", { n: peak });
}
