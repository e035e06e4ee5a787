// Whom to call from where this phone is. The table of the world's numbers loads by itself, and is on the phone after
// the first start; until it is there, both numbers that most phones put through.
import { computed, signal } from "@preact/signals";
import type { Help } from "../domain/emergency";
import { t } from "../i18n";
import { deviceZone, snapshot } from "./state";

const table = signal<typeof import("../domain/emergency") | null>(null);
void import("../domain/emergency").then(
  (found) => {
    table.value = found;
  },
  () => undefined,
);

export const help = computed<Help>(() => {
  const clinic = snapshot.value?.clinic;
  return (
    table.value?.helpAt(deviceZone(), clinic?.emergency_number, clinic?.time_zone) ?? {
      numbers: ["911", "112"],
      crisis: null,
    }
  );
});

/** The number to call, in a sentence; "911 or 112" where it is not sure. */
export const numberToCall = (): string => help.value.numbers.join(t("unwell.or"));

/** A button for each number. */
export function CallButtons() {
  return (
    <>
      {help.value.numbers.map((number) => (
        <a class="button button-warn wide" href={`tel:${number}`} key={number}>
          {t("unwell.call", { number })}
        </a>
      ))}
    </>
  );
}
