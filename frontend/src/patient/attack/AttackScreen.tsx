// Attack mode: two taps, dark, no keyboard, nothing that moves. Saved at once; the rest can wait until tomorrow.
import { useEffect, useState } from "preact/hooks";
import { type Medicine, usualMedicines } from "../../domain/diary";
import { t } from "../../i18n";
import { medicineName } from "../diary/medicines";
import { HoldCard } from "../safety/HoldCard";
import { saveDay, snapshot, today } from "../state";
import { attack, endAttack, logAttack } from "./running";

const CLASSES: Medicine["class"][] = ["simple", "triptan", "combination"];

export function AttackScreen() {
  const [saved, setSaved] = useState<number | null>(null);
  const fields = snapshot.value?.days.get(today.value)?.fields ?? {};
  useEffect(() => {
    const page = document.documentElement;
    const before = page.dataset.theme ?? "light";
    page.dataset.theme = "dim";
    return () => {
      page.dataset.theme = before;
    };
  }, []);
  const log = async (pain: number) => {
    await logAttack(pain);
    setSaved(pain);
  };
  const usual = usualMedicines(snapshot.value?.days.values() ?? []).slice(0, 3);
  const offered: Medicine[] = usual.length > 0 ? usual : CLASSES.map((kind) => ({ class: kind }));
  const taken = fields.medicines ?? [];
  const take = (medicine: Medicine) => {
    const same = taken.find((each) => each.class === medicine.class && each.name === medicine.name);
    const doses = (same?.doses ?? 0) + 1;
    return saveDay(today.value, {
      medicines: [...taken.filter((each) => each !== same), { ...medicine, doses }],
    });
  };
  return (
    <main class="attack stack screen">
      {snapshot.value?.hold !== "paused" && <HoldCard />}
      <h1>{t("attack.title")}</h1>
      <fieldset class="stack">
        <legend>{t("attack.how")}</legend>
        <div class="attack-pains">
          {Array.from({ length: 10 }, (_, index) => index + 1).map((pain) => (
            <button
              key={pain}
              type="button"
              class="attack-pain"
              aria-pressed={saved === pain}
              onClick={() => void log(pain)}
            >
              {pain}
            </button>
          ))}
        </div>
      </fieldset>
      <p role="status" class="attack-saved">
        {saved !== null && `✓ ${t("attack.saved", { n: fields.peak_intensity ?? saved })}`}
      </p>
      {(saved !== null || attack.value) && (
        <>
          <section class="stack" aria-label={t("diary.medicine")}>
            <h2>{t("attack.medicine")}</h2>
            {offered.map((medicine) => {
              const doses = taken.find(
                (each) => each.class === medicine.class && each.name === medicine.name,
              );
              return (
                <button
                  key={`${medicine.class}/${medicine.name ?? ""}`}
                  type="button"
                  class="button-soft wide"
                  onClick={() => void take(medicine)}
                >
                  {medicineName(medicine)}
                  {doses ? ` · ${t("attack.taken", { n: doses.doses ?? 1 })}` : ""}
                </button>
              );
            })}
          </section>
          {attack.value && (
            <button type="button" class="button-soft wide" onClick={() => void endAttack()}>
              {t("attack.over")}
            </button>
          )}
        </>
      )}
      <a class="button wide" href="/app/">
        {t(saved === null ? "attack.leave" : "attack.later")}
      </a>
      <a class="button-quiet" href="/app/unwell">
        {t("unwell.link")}
      </a>
    </main>
  );
}
