// Language, colours, size of the text, voice and sounds.
import { useState } from "preact/hooks";
import { type Key, language, setLanguage, t } from "../../i18n";
import { saveForm } from "../../sync/forms";
import { Choice } from "../../ui/Choice";
import { setTextSize, setTheme, TEXT_SIZES, type Theme, textSize, theme } from "../../ui/theme";
import { user } from "../state";
import { QUIET } from "./forms";

const THEMES: Theme[] = ["system", "light", "dark", "dim"];

export function LookCard() {
  const [sound, setSound] = useState(localStorage.getItem("nod-sound") !== "off");
  return (
    <section class="card stack roomy">
      <Choice
        label={t("settings.language")}
        options={[
          { value: "en" as const, text: "English" },
          { value: "es" as const, text: "Español" },
        ]}
        chosen={[language.value]}
        onToggle={(code) => {
          localStorage.setItem("nod-language", code);
          void setLanguage(code);
          // Reminders and mails speak it too.
          if (user.value) void saveForm(user.value, QUIET, { language: code });
        }}
      />
      <Choice
        label={t("settings.theme")}
        options={THEMES.map((value) => ({ value, text: t(`settings.theme.${value}` as Key) }))}
        chosen={[theme.value]}
        onToggle={setTheme}
      />
      <Choice
        label={t("settings.text")}
        options={TEXT_SIZES.map((value) => ({ value, text: t(`settings.text.${value}` as Key) }))}
        chosen={[textSize.value]}
        onToggle={setTextSize}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={sound}
          onChange={(event) => {
            localStorage.setItem("nod-sound", event.currentTarget.checked ? "on" : "off");
            setSound(event.currentTarget.checked);
          }}
        />
        <span>{t("session.sound")}</span>
      </label>
    </section>
  );
}
