// The frame of the patient app: signed in or not, the screens, the bar at the bottom, and what syncing says.

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { LocationProvider, Route, Router, useLocation } from "preact-iso";
import { api } from "../api/client";
import { whoAmI } from "../api/sign-in";
import { type Key, t } from "../i18n";
import { repairPush } from "../platform/push";
import { onGoodMoments } from "../sync/triggers";
import { Safely } from "../ui/Safely";
import { DayScreen } from "./diary/DayScreen";
import { DiaryScreen } from "./diary/DiaryScreen";
import { MessagesScreen } from "./messages/MessagesScreen";
import { SyncLine } from "./SyncLine";
import { rescueDraft } from "./session/rescue";
import { SessionScreen } from "./session/SessionScreen";
import { SettingsScreen } from "./settings/SettingsScreen";
import { SignInScreen } from "./settings/SignInScreen";
import { deviceZone, enter, refresh, snapshot, syncNow, user } from "./state";
import { TodayScreen } from "./today/TodayScreen";
import { UnwellScreen } from "./unwell/UnwellScreen";
import { WelcomeScreen } from "./welcome/WelcomeScreen";

export function App() {
  return (
    <LocationProvider scope="/app">
      <Safely title={t("error.title")} text={t("error.text")} reload={t("error.reload")}>
        <Frame />
      </Safely>
    </LocationProvider>
  );
}

function Frame() {
  const { path } = useLocation();
  useEffect(start, []);
  useEffect(() => {
    if (!user.value) return;
    return onGoodMoments(() => void syncNow());
  }, [user.value]);

  if (path.startsWith("/app/unwell")) return <UnwellScreen />;
  if (path.startsWith("/app/welcome")) return <WelcomeScreen />;
  if (!user.value) return <SignInScreen />;
  if (!snapshot.value) return <p class="loading">{t("loading")}</p>;
  if (path.startsWith("/app/session/")) return <SessionScreen slot={path.split("/")[3] ?? "next"} />;
  return (
    <Shell>
      <Router>
        <Route path="/app/diary" component={DiaryScreen} />
        <Route path="/app/diary/:date" component={DayScreen} />
        <Route path="/app/messages" component={MessagesScreen} />
        <Route path="/app/settings" component={SettingsScreen} />
        <Route default component={TodayScreen} />
      </Router>
    </Shell>
  );
}

/** Once per start: read the phone, then see with the server who is signed in and where the phone is. */
function start(): void {
  void (async () => {
    await refresh();
    await rescueDraft(Date.now());
    try {
      const me = await whoAmI();
      if (me.signed_in && me.role === "patient" && me.id && me.id !== user.value) await enter(me.id);
      if (!me.signed_in || me.role !== "patient") return;
      await api.PUT("/api/v1/device/time-zone", { body: { time_zone: deviceZone() } });
      await repairPush();
    } catch {
      // No network: the phone's own copy is enough.
    }
  })();
}

const TABS: { path: string; text: Key; icon: string }[] = [
  { path: "/app/", text: "nav.today", icon: "M4 11 12 4l8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z" },
  {
    path: "/app/diary",
    text: "nav.diary",
    icon: "M5 5h14v15H5zM5 9h14M9 3v4M15 3v4M9 13h2M13 13h2M9 16.5h2",
  },
  { path: "/app/messages", text: "nav.messages", icon: "M4 5h16v11H10l-5 4v-4H4z" },
  {
    path: "/app/settings",
    text: "nav.settings",
    icon: "M4 7h9M17 7h3M4 17h3M11 17h9M15 7m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0M9 17m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0",
  },
];

function Shell({ children }: { children: ComponentChildren }) {
  const { path } = useLocation();
  const active = TABS.find(({ path: tab }) => tab !== "/app/" && path.startsWith(tab))?.path ?? "/app/";
  return (
    <div class="shell">
      <a class="skip-link" href="#main">
        {t("nav.skip")}
      </a>
      <header class="top">
        <SyncLine />
        <a class="unwell-link" href="/app/unwell">
          {t("unwell.link")}
        </a>
      </header>
      <main id="main" class="stack screen">
        {children}
      </main>
      <nav class="tabs" aria-label={t("nav.label")}>
        {TABS.map(({ path: to, text, icon }) => (
          <a key={to} href={to} aria-current={active === to ? "page" : undefined}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d={icon} />
            </svg>
            {t(text)}
          </a>
        ))}
      </nav>
    </div>
  );
}
