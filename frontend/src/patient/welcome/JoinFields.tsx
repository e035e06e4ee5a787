// What an invitation asks for: the code, an address, how one signs in later, and consent.
import { faultOf, type Problem } from "../../api/client";
import { passkeysWork } from "../../api/passkeys";
import { t } from "../../i18n";
import { Choice } from "../../ui/Choice";

export type Method = "code" | "password" | "passkey";
const METHODS: Method[] = passkeysWork() ? ["code", "passkey", "password"] : ["code", "password"];

interface Props {
  method: Method;
  problem: Problem | null;
  onMethod: (method: Method) => void;
}

export function JoinFields({ method, problem, onMethod }: Props) {
  const fault = (field: string) => {
    const text = faultOf(problem, field);
    return text ? <span class="fault">{text}</span> : null;
  };
  return (
    <>
      <label class="field">
        <span>{t("welcome.code")}</span>
        <input
          name="code"
          required
          autocomplete="off"
          autocapitalize="characters"
          defaultValue={location.hash.slice(1)}
        />
        {fault("code")}
      </label>
      <label class="field">
        <span>{t("welcome.email")}</span>
        <input name="email" type="email" autocomplete="username" required />
        {fault("email")}
      </label>
      <Choice
        label={t("welcome.method")}
        options={METHODS.map((value) => ({ value, text: t(`welcome.method.${value}`) }))}
        chosen={[method]}
        onToggle={onMethod}
      />
      {method === "password" ? (
        <label class="field">
          <span>{t("welcome.password")}</span>
          <input name="password" type="password" autocomplete="new-password" required minLength={12} />
          <span class="small soft">{t("welcome.password.hint")}</span>
          {fault("password")}
        </label>
      ) : (
        <p class="small soft">{t(`welcome.method.${method}.text`)}</p>
      )}
      <label class="check">
        <input name="consents" type="checkbox" required />
        <span>{t("welcome.consent")}</span>
      </label>
      {fault("consents")}
    </>
  );
}
