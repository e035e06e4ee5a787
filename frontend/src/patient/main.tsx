// The patient app's entry: theme, service worker, then the screens.
import "../ui/tokens.css";
import "../ui/base.css";
import "../ui/controls.css";
import "./patient.css";
import "./diary/diary.css";
import "../ui/theme";
import { render } from "preact";
import { language, setLanguage } from "../i18n";
import { watchInstall } from "../platform/install";
import { registerWorker } from "../platform/update";
import { storeTrouble } from "../store/db";
import { App } from "./App";
import { keptSession } from "./session/unfinished";
import { refresh, unsent, user } from "./state";
import { loadToday } from "./today/first";

watchInstall();
// What could not be stored stays on the screen, which says so (SyncLine); it is no fault of the app.
addEventListener("unhandledrejection", (event) => {
  if (storeTrouble.value && event.reason instanceof DOMException) event.preventDefault();
});
if (localStorage.getItem("nod-lock")) (await import("./lock/watch")).watchLock(true);
const chosen = localStorage.getItem("nod-language");
// At the same time, not one after the other: the words, Today's screen and what the phone holds.
await Promise.all([
  setLanguage(chosen === "es" || chosen === "en" ? chosen : language.value),
  ...(user.value ? [loadToday(), refresh().catch(() => undefined)] : []),
]);
const root = document.getElementById("root") as HTMLElement;
// A screen that loads later would leave what the page came with standing above it.
root.replaceChildren();
render(<App />, root);
void registerWorker(() => unsent.value === 0 && !keptSession() && location.pathname === "/app/");
