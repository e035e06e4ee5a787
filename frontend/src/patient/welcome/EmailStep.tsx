// The first step after joining: the address is confirmed while it is easy to mend.
import { useEffect, useState } from "preact/hooks";
import { EmailForm } from "../../account/EmailForm";
import { say } from "../../account/email-words";
import { useStepUp } from "../../account/step-up";
import { type Me, whoAmI } from "../../api/sign-in";

export function EmailStep({ onNext }: { onNext: () => void }) {
  const [me, setMe] = useState<Me | null>(null);
  const { askAgain, sheet } = useStepUp(me);
  useEffect(() => {
    whoAmI().then((found) => {
      if (found.email_confirmed === false) setMe(found);
      else onNext();
    }, onNext);
  }, []);
  if (!me?.email) return null;
  return (
    <main class="stack screen entrance">
      <h1>{say("stepTitle")}</h1>
      <p>{say("stepText")}</p>
      <section class="card">
        <EmailForm email={me.email} changing={false} askAgain={askAgain} onDone={onNext} />
      </section>
      <button type="button" class="button-quiet" onClick={onNext}>
        {say("later")}
      </button>
      {sheet}
    </main>
  );
}
