// How to do an exercise, in words and photos: the player's sheet, and what a curator previews.
import type { Media, Words } from "../../domain/plan";
import { language, t } from "../../i18n";

export function Instructions({ words, media = [] }: { words: Words; media?: Media[] | undefined }) {
  return (
    <>
      <p>{words.start}</p>
      <ol class="steps">
        {words.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {media.map((each) => (
        <figure key={each.file} class="media">
          {each.kind === "photo" ? (
            <img src={`/media/${each.file}`} alt={each.alt[language.value]} loading="lazy" />
          ) : (
            <video
              src={`/media/${each.file}`}
              controls
              preload="metadata"
              aria-label={each.alt[language.value]}
            >
              <track
                kind="captions"
                src={`/media/${each.file}.${language.value}.vtt`}
                srclang={language.value}
                default
              />
            </video>
          )}
          <figcaption>{each.credit}</figcaption>
        </figure>
      ))}
      <h3>{t("session.feel")}</h3>
      <p>{words.feel}</p>
      <h3>{t("session.mistakes")}</h3>
      <ul class="bullets">
        {words.mistakes.map((mistake) => (
          <li key={mistake}>{mistake}</li>
        ))}
      </ul>
      <h3>{t("session.easier")}</h3>
      <p>{words.easier}</p>
      <h3>{t("session.stopif")}</h3>
      <p>{words.stop_if}</p>
      <p class="notice">{t("session.stop")}</p>
    </>
  );
}
