// The frame of the patient app: who is let in, which screen, and what keeps the phone up to date meanwhile.
import { useEffect } from "preact/hooks";
import { ErrorBoundary, LocationProvider, useLocation } from "preact-iso";
import { t } from "../i18n";
import { showBadge } from "../platform/badge";
import { onGoodMoments } from "../sync/triggers";
import { Safely } from "../ui/Safely";
import { aloneAt, ShellScreens, SignInScreen } from "./routes";
import { Shell } from "./Shell";
import { start } from "./start";
import { lock, snapshot, syncNow, today, user } from "./state";

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
  const { path } = useLocation();
  useUpkeep();
  const alone = aloneAt(path);
  if (alone?.who === "anyone") return alone.view;
  if (!user.value) return <SignInScreen />;
  if (!snapshot.value) return <p class="loading">{t("loading")}</p>;
  const Lock = lock.value;
  if (Lock && alone?.who !== "locked") return <Lock />;
  if (alone) return alone.view;
  return (
    <Shell>
      <ShellScreens />
    </Shell>
  );
}

/** What goes on behind every screen: the start, taps on reminders, syncing, and the number on the icon. */
function useUpkeep(): void {
  const { route } = useLocation();
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
}
