// Once per start: read the phone, then see with the server who is signed in and whether reminders reach the phone.
import { whoAmI } from "../api/sign-in";
import { askReach } from "./reach";
import { keptSession } from "./session/unfinished";
import { enter, refresh, snapshot, today, user } from "./state";

/** A session of an earlier day that was never saved; its code loads only when there is one. */
async function rescue(): Promise<void> {
  const kept = keptSession();
  if (!kept || kept.occurred_on === today.value) return;
  const { rescueDraft } = await import("./session/rescue");
  await rescueDraft(Date.now());
}

export function start(): void {
  void (async () => {
    if (!snapshot.value) await refresh();
    await rescue();
    try {
      const me = await whoAmI();
      if (me.signed_in && me.role === "patient" && me.id && me.id !== user.value) await enter(me.id);
      if (!me.signed_in || me.role !== "patient") return;
      await (await import("../platform/push")).repairPush();
      await askReach();
    } catch {
      // No network: the phone's own copy is enough.
    }
  })();
}
