// What is open, and what to do about it. Stands before anything else that a screen says.
import { language, t } from "../../i18n";
import { part } from "../lazily";
import { snapshot } from "../state";

const SeenLine = part(() => import("../clinic/ClinicCards").then((found) => found.SeenLine));

/** `heading`: "h1" where the card is what the screen is about. */
export function HoldCard({ heading: Heading = "h2" }: { heading?: "h1" | "h2" }) {
  const hold = snapshot.value?.hold;
  const held = snapshot.value?.plan?.held_items ?? [];
  const gentle = !hold && snapshot.value?.gentle;
  if (gentle || (!hold && held.length > 0))
    return (
      <section class="card stack attention-card">
        {gentle && (
          <>
            <Heading>{t("gentle.title")}</Heading>
            <p>{t("gentle.text")}</p>
          </>
        )}
        {held.length > 0 && (
          <>
            <Heading>
              {t("held.title", { names: held.map(({ name }) => name[language.value]).join(", ") })}
            </Heading>
            <p>{t("held.text")}</p>
          </>
        )}
      </section>
    );
  if (!hold) return null;
  return (
    <section class={hold === "paused" ? "card stack" : "card stack urgent"}>
      <Heading>{t(hold === "paused" ? "hold.paused.title" : "hold.title")}</Heading>
      <p>{t(`hold.${hold}`)}</p>
      <SeenLine />
      <a class="button-soft" href="/app/unwell">
        {t("unwell.link")}
      </a>
    </section>
  );
}
