// One thread with the therapist; messages wait on the phone when there is no network.
import { t } from "../../i18n";
import { ClinicCard } from "../clinic/ClinicCards";
import { askThread, earlier, isEarlier } from "../earlier";
import { numberToCall } from "../help";
import { snapshot, today } from "../state";
import { MessageList } from "./MessageList";
import { WriteForm } from "./WriteForm";

export function MessagesScreen() {
  const { thread, messages: before } = earlier();
  const kept = snapshot.value?.messages ?? [];
  // Until it forgets them, once a day, the phone may hold some that were asked for, too.
  const ids = new Set(kept.map(({ id }) => id));
  const messages = [...before.filter(({ id }) => !ids.has(id)), ...kept];
  const since = snapshot.value?.profile?.record_since;
  const beyond = since !== undefined && isEarlier(since, today.value) && thread !== "there";
  return (
    <>
      <h1>{t("messages.title")}</h1>
      <p class="notice">{t("messages.notice", { number: numberToCall() })}</p>
      <ClinicCard />
      {beyond && <Earlier />}
      {messages.length === 0 && !beyond && <p class="card soft">{t("messages.empty")}</p>}
      <MessageList messages={messages} />
      <WriteForm />
    </>
  );
}

/** What lies before what the phone keeps. */
function Earlier() {
  const { thread } = earlier();
  return (
    <>
      {thread === "failed" && (
        <p class="notice" role="alert">
          {t("earlier.failed")}
        </p>
      )}
      <button
        type="button"
        class="button-soft wide"
        disabled={thread === "loading"}
        onClick={() => void askThread()}
      >
        {t(thread === "loading" ? "earlier.loading" : "earlier.messages")}
      </button>
    </>
  );
}
