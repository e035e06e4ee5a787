// One quiet line that tells the truth: what is not sent yet, and why.
import { t } from "../i18n";
import { findUpdate, takeUpdate, updateReady } from "../platform/update";
import { storeTrouble } from "../store/db";
import { clockAhead, syncState } from "../sync/status";
import { refused, snapshot, syncNow, unsent } from "./state";

/** A clock further off than this puts entries on wrong days. */
const CLOCK_MINUTES = 5;

export function SyncLine() {
  const state = syncState.value;
  const waiting = unsent.value;
  if (updateReady.value)
    return (
      <button type="button" class="sync-line" onClick={takeUpdate}>
        {t("update.ready")} <b>{t("update.take")}</b>
      </button>
    );
  if (state === "too_old")
    return (
      <button type="button" class="sync-line attention" onClick={() => void findUpdate()}>
        {t("sync.too_old")} <b>{t("update.take")}</b>
      </button>
    );
  if (state === "signed_out")
    return (
      <a class="sync-line attention" href="/app/settings">
        {t("sync.signed_out")}
      </a>
    );
  const words = [
    waiting > 0 ? t("sync.unsent", { n: waiting }) : null,
    refused.value > 0 ? t("sync.refused", { n: refused.value }) : null,
  ].filter(Boolean);
  return (
    <button
      type="button"
      class="sync-line"
      data-state={state}
      data-unsent={waiting}
      onClick={() => void syncNow()}
    >
      <span class="dot" data-state={waiting > 0 ? "waiting" : state} aria-hidden="true" />
      <span role="status">
        {words.length > 0 ? words.join(" · ") : t(state === "offline" ? "sync.offline" : `sync.${state}`)}
      </span>
    </button>
  );
}

/** What keeps entries from being stored, seen, or from landing on the right day, in words. */
export function TroubleNote() {
  const ahead = clockAhead.value;
  const texts = [
    snapshot.value?.profile?.in_care === false ? t("care.ended") : null,
    storeTrouble.value ? t(`store.${storeTrouble.value}`) : null,
    Math.abs(ahead) > CLOCK_MINUTES
      ? t(ahead > 0 ? "clock.ahead" : "clock.behind", { n: Math.abs(ahead) })
      : null,
  ].filter((text) => text !== null);
  if (texts.length === 0) return null;
  return (
    <div class="notice" role="alert">
      {texts.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </div>
  );
}
