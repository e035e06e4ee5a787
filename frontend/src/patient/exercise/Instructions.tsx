// How to do an exercise, in words and photos: the player's sheet, and what a curator previews.
import type { Media, Words } from "../../domain/plan";
import { language, t } from "../../i18n";
import { lightsOf, lightText } from "./lights";

interface Props {
  words: Words;
  media?: Media[] | undefined;
  /** The most pain to go on with; 0 where it must be painless. */
  painLimit?: number | undefined;
  /** The level of its headings: one below that of the exercise's name. */
  heading?: "h2" | "h3";
}

export function Instructions({ words, media = [], painLimit, heading: Heading = "h3" }: Props) {
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
      <Heading>{t("session.feel")}</Heading>
      <p>{words.feel}</p>
      <Heading>{t("session.mistakes")}</Heading>
      <ul class="bullets">
        {words.mistakes.map((mistake) => (
          <li key={mistake}>{mistake}</li>
        ))}
      </ul>
      <Heading>{t("session.easier")}</Heading>
      <p>{words.easier}</p>
      <Heading>{t("session.stopif")}</Heading>
      <p>{words.stop_if}</p>
      <ul class="lights">
        {lightsOf(painLimit).map((light) => (
          <li key={light} class="light" data-light={light}>
            {lightText(light, painLimit)}
          </li>
        ))}
      </ul>
      <p class="notice">{t("session.stop")}</p>
    </>
  );
}
