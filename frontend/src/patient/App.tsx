// The frame of the patient app: signed in or not, the screens, the bar at the bottom, and what syncing says.

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { ErrorBoundary, LocationProvider, Route, Router, useLocation } from "preact-iso";
import { whoAmI } from "../api/sign-in";
import type { Asked } from "../domain/safety";
import { type Key, t } from "../i18n";
import { showBadge } from "../platform/badge";
import { onGoodMoments } from "../sync/triggers";
import { Safely } from "../ui/Safely";
import { screen } from "./lazily";
import { askReach } from "./reach";
import { SyncLine, TroubleNote } from "./SyncLine";
import { HoldCard } from "./safety/HoldCard";
import { keptSession } from "./session/draft";
import { enter, lock, refresh, snapshot, syncNow, today, user } from "./state";
import { readyToday } from "./today/first";
import { UnwellScreen } from "./unwell/UnwellScreen";

// "I feel unwell" is there at once; the others come when they are opened, from the phone itself.
const SignInScreen = screen(() => import("./settings/SignInScreen").then((found) => found.SignInScreen));
const LaterToday = screen(() => import("./today/TodayScreen").then((found) => found.TodayScreen));
const AttackScreen = screen(() => import("./attack/AttackScreen").then((found) => found.AttackScreen));
const DayScreen = screen(() => import("./diary/DayScreen").then((found) => found.DayScreen));
const DiaryScreen = screen(() => import("./diary/DiaryScreen").then((found) => found.DiaryScreen));
const ProgressScreen = screen(() =>
  import("./progress/ProgressScreen").then((found) => found.ProgressScreen),
);
const LearnScreen = screen(() => import("./learn/LearnScreen").then((found) => found.LearnScreen));
const reading = () => import("./learn/ReadScreens");
const ArticleScreen = screen(() => reading().then((found) => found.ArticleScreen));
const ExerciseScreen = screen(() => reading().then((found) => found.ExerciseScreen));
const HandoutScreen = screen(() => reading().then((found) => found.HandoutScreen));
const MeasureScreen = screen(() => import("./measures/MeasureScreen").then((found) => found.MeasureScreen));
const MessagesScreen = screen(() =>
  import("./messages/MessagesScreen").then((found) => found.MessagesScreen),
);
const SettingsScreen = screen(() =>
  import("./settings/SettingsScreen").then((found) => found.SettingsScreen),
);
const PrivacyScreen = screen(() => import("./settings/PrivacyScreen").then((found) => found.PrivacyScreen));
const SessionScreen = screen(() => import("./session/SessionScreen").then((found) => found.SessionScreen));
const CheckScreen = screen(() => import("./safety/CheckScreen").then((found) => found.CheckScreen));
const StartScreen = screen(() => import("./welcome/StartScreen").then((found) => found.StartScreen));
const WelcomeScreen = screen(() => import("./welcome/WelcomeScreen").then((found) => found.WelcomeScreen));

export function App() {
  return (
    <LocationProvider scope="/app">
      <Safely title={t("error.title")} text={t("error.text")} reload={t("error.reload")}>
        <ErrorBoundary>
          <Frame />
        </ErrorBoundary>
      </Safely>
    </LocationProvider>
  );
}

function Frame() {
  const { path, route } = useLocation();
  useEffect(start, []);
  useEffect(() => {
    const go = ({ data }: MessageEvent) => {
      if (typeof data?.navigate === "string" && data.navigate.startsWith("/app/")) route(data.navigate);
    };
    navigator.serviceWorker?.addEventListener("message", go);
    return () => navigator.serviceWorker?.removeEventListener("message", go);
  }, []);
  useEffect(() => {
    if (!user.value) return;
    return onGoodMoments(() => void syncNow());
  }, [user.value]);

  useEffect(() => {
    if (snapshot.value) void import("./today/due").then(({ dueCount }) => showBadge(dueCount()));
  }, [snapshot.value, today.value]);

  if (path.startsWith("/app/unwell")) return <UnwellScreen />;
  if (path.startsWith("/app/welcome")) return <WelcomeScreen />;
  if (!user.value) return <SignInScreen />;
  if (!snapshot.value) return <p class="loading">{t("loading")}</p>;
  // The safety questions belong to "I feel unwell", and show nothing of the diary.
  const Lock = lock.value;
  if (Lock && !path.startsWith("/app/check/")) return <Lock />;
  if (path.startsWith("/app/session/")) return <SessionScreen slot={path.split("/")[3] ?? "next"} />;
  if (path.startsWith("/app/attack")) return <AttackScreen />;
  if (path.startsWith("/app/check/"))
    return <CheckScreen asked={(path.split("/")[3] ?? "unwell") as Asked} />;
  if (path.startsWith("/app/start")) return <StartScreen />;
  return (
    <Shell>
      <Router>
        <Route path="/app/diary" component={DiaryScreen} />
        <Route path="/app/diary/:date" component={DayScreen} />
        <Route path="/app/progress" component={ProgressScreen} />
        <Route path="/app/learn" component={LearnScreen} />
        <Route path="/app/learn/article/:slug" component={ArticleScreen} />
        <Route path="/app/learn/exercise/:slug" component={ExerciseScreen} />
        <Route path="/app/learn/handout" component={HandoutScreen} />
        <Route path="/app/measure/:slug" component={MeasureScreen} />
        <Route path="/app/messages" component={MessagesScreen} />
        <Route path="/app/settings" component={SettingsScreen} />
        <Route path="/app/settings/privacy" component={PrivacyScreen} />
        <Route default component={Today} />
      </Router>
    </Shell>
  );
}

function Today() {
  const Ready = readyToday() ?? LaterToday;
  return <Ready />;
}

/** A session of an earlier day that was never saved; its code loads only when there is one. */
async function rescue(): Promise<void> {
  const kept = keptSession();
  if (!kept || kept.occurred_on === today.value) return;
  const { rescueDraft } = await import("./session/rescue");
  await rescueDraft(Date.now());
}

/** Once per start: read the phone, then see with the server who is signed in and whether reminders reach the phone. */
function start(): void {
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

const TABS: { path: string; text: Key; icon: string }[] = [
  { path: "/app/", text: "nav.today", icon: "M4 11 12 4l8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z" },
  {
    path: "/app/diary",
    text: "nav.diary",
    icon: "M5 5h14v15H5zM5 9h14M9 3v4M15 3v4M9 13h2M13 13h2M9 16.5h2",
  },
  { path: "/app/progress", text: "nav.progress", icon: "M4 20V4M4 20h16M8 16v-4M12 16V8M16 16v-7M20 16v-3" },
  {
    path: "/app/learn",
    text: "nav.learn",
    icon: "M12 7c-2-2-5-2-8-2v13c3 0 6 0 8 2 2-2 5-2 8-2V5c-3 0-6 0-8 2zM12 7v13",
  },
  { path: "/app/messages", text: "nav.messages", icon: "M4 5h16v11H10l-5 4v-4H4z" },
];

function Shell({ children }: { children: ComponentChildren }) {
  const { path } = useLocation();
  const active =
    TABS.find(({ path: tab }) => tab !== "/app/" && path.startsWith(tab))?.path ??
    (path === "/app/" ? path : "");
  return (
    <div class="shell">
      <a class="skip-link" href="#main">
        {t("nav.skip")}
      </a>
      <header class="top">
        <SyncLine />
        <a class="gear" href="/app/settings">
          <span class="visually-hidden">{t("nav.settings")}</span>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M4 7h9M17 7h3M4 17h3M11 17h9M15 7m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0M9 17m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0" />
          </svg>
        </a>
        <a class="unwell-link" href="/app/unwell">
          {t("unwell.link")}
        </a>
      </header>
      <main id="main" class="stack screen">
        <TroubleNote />
        <HoldCard />
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
