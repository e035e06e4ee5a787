// Confirming an email address: a code is mailed, and typed here. Also to a new address, which then takes the old one's
// place.
import { useState } from "preact/hooks";
import { type Asked, confirmAddress, mailConfirmation, mailToNewAddress } from "../api/email";
import { useBusy } from "../ui/busy";
import { CodeField } from "./CodeField";
import { type en, say } from "./email-words";
import type { AskAgain } from "./guarded";

interface Props {
  email: string;
  /** Ask for a new address at once, rather than confirm the one there is. */
  changing: boolean;
  askAgain: AskAgain;
  onDone: (email: string) => void;
}

type Words = keyof typeof en;

export function EmailForm({ email, changing, askAgain, onDone }: Props) {
  const [wanted, setWanted] = useState(changing ? "" : email);
  const [isNew, setNew] = useState(changing);
  const [sent, setSent] = useState(false);
  const [fault, setFault] = useState<Words | null>(null);
  const { isBusy, once } = useBusy();

  const mail = (address: string): Promise<void> =>
    once(async () => {
      setFault(null);
      const same = address.toLowerCase() === email.toLowerCase();
      if (isNew && changing && same) return setFault("same");
      try {
        const asked = await (same ? mailConfirmation(address) : mailToNewAddress(address));
        if (asked === "again") askAgain(() => void mail(address));
        else if (asked === "sent") setSent(true);
        else setFault(wordsFor(asked));
      } catch {
        setFault("failed");
      }
    });
  const confirm = (code: string): void =>
    void once(async () => {
      setFault(null);
      try {
        const answer = await confirmAddress(code);
        if (answer === "done") onDone(wanted);
        else setFault(answer);
      } catch {
        setFault("failed");
      }
    });
  const otherAddress = () => {
    setSent(false);
    setNew(true);
    setFault(null);
  };
  const shared = { isBusy, fault, onOther: otherAddress };
  return sent ? (
    <CodeForm {...shared} email={wanted} onCode={confirm} onResend={() => void mail(wanted)} />
  ) : (
    <AddressForm
      {...shared}
      email={wanted}
      isNew={isNew}
      onEmail={setWanted}
      onSend={() => void mail(wanted.trim())}
    />
  );
}

interface Shared {
  email: string;
  isBusy: boolean;
  fault: Words | null;
  onOther: () => void;
}

interface AddressProps extends Shared {
  isNew: boolean;
  onEmail: (email: string) => void;
  onSend: () => void;
}

function AddressForm({ email, isNew, isBusy, fault, onEmail, onSend, onOther }: AddressProps) {
  return (
    <form
      key="address"
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      {isNew ? (
        <label class="field">
          <span>{say("new")}</span>
          <input
            type="email"
            inputMode="email"
            autocomplete="email"
            required
            value={email}
            onInput={(event) => onEmail(event.currentTarget.value)}
          />
        </label>
      ) : (
        <p>{say("yours", { email })}</p>
      )}
      <Fault of={fault} />
      <button type="submit" class="button wide" aria-busy={isBusy}>
        {say("send")}
      </button>
      {!isNew && (
        <button type="button" class="button-quiet" onClick={onOther}>
          {say("other")}
        </button>
      )}
    </form>
  );
}

interface CodeProps extends Shared {
  onCode: (code: string) => void;
  onResend: () => void;
}

function CodeForm({ email, isBusy, fault, onCode, onResend, onOther }: CodeProps) {
  return (
    <form
      key="code"
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onCode(String(new FormData(event.currentTarget).get("code")).trim());
      }}
    >
      <p>{say("sent", { email })}</p>
      <CodeField label={say("code")} />
      <Fault of={fault} />
      <button type="submit" class="button wide" aria-busy={isBusy}>
        {say("go")}
      </button>
      <button type="button" class="button-soft" aria-busy={isBusy} onClick={onResend}>
        {say("resend")}
      </button>
      <button type="button" class="button-quiet" onClick={onOther}>
        {say("other")}
      </button>
    </form>
  );
}

function Fault({ of }: { of: Words | null }) {
  return of ? (
    <p class="fault" role="alert">
      {say(of)}
    </p>
  ) : null;
}

function wordsFor(asked: Exclude<Asked, "sent" | "again">): Words {
  if (asked === "too_many") return "tooMany";
  return asked.code === "duplicate_email" ? "same" : "invalid";
}
