// @vitest-environment node
// Cues are read by a voice of the Americas, and never by one of another language.
import { expect, test } from "vitest";
import { voiceFor } from "../src/platform/speech";

const voices = (...langs: string[]) => langs.map((lang) => ({ lang }) as SpeechSynthesisVoice);

test.each([
  ["es", ["en-US", "es-ES", "es-MX"], "es-MX"],
  ["es", ["es-ES", "es_US", "es-MX"], "es_US"],
  ["es", ["en-US", "es-ES"], "es-ES"],
  ["en", ["en-GB", "es-US", "en-US"], "en-US"],
  ["es", ["en-US"], undefined],
  ["es", [], undefined],
])("%s of %j is read by %s", (language, langs, chosen) => {
  expect(voiceFor(language, voices(...langs))?.lang).toBe(chosen);
});
