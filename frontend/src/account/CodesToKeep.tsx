// Recovery codes, shown once, to print or to write down.
import { t } from "../i18n";

export function CodesToKeep({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  return (
    <>
      <p>{t("factor.codes.text")}</p>
      <ol class="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <button class="button-soft wide" type="button" onClick={() => print()}>
        {t("factor.print")}
      </button>
      <button class="button wide" type="button" onClick={onKept}>
        {t("factor.kept")}
      </button>
    </>
  );
}
