// Every screen of the phone by its path: those that stand alone, and those within the shell.
import type { ComponentChildren } from "preact";
import { Route, Router } from "preact-iso";
import type { Asked } from "../domain/safety";
import { screen } from "./lazily";
import { readyToday } from "./today/first";
import { UnwellScreen } from "./unwell/UnwellScreen";

// "I feel unwell" is there at once; the others come when they are opened, from the phone itself.
export const SignInScreen = screen(() =>
  import("./settings/SignInScreen").then((found) => found.SignInScreen),
);
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

interface Alone {
  path: string;
  /** Shown to whoever opens it; behind the lock, because it shows nothing of the diary; or to who is signed in. */
  who?: "anyone" | "locked";
  /** `rest`: the part of the path after its own, "" without one. */
  draw: (rest: string) => ComponentChildren;
}

const ALONE: Alone[] = [
  { path: "/app/unwell", who: "anyone", draw: () => <UnwellScreen /> },
  { path: "/app/welcome", who: "anyone", draw: () => <WelcomeScreen /> },
  // The safety questions belong to "I feel unwell".
  {
    path: "/app/check",
    who: "locked",
    draw: (rest) => <CheckScreen asked={(rest || "unwell") as Asked} />,
  },
  { path: "/app/session", draw: (rest) => <SessionScreen slot={rest || "next"} /> },
  { path: "/app/attack", draw: () => <AttackScreen /> },
  { path: "/app/start", draw: () => <StartScreen /> },
];

/** The screen of a path that stands without the bar, or null. */
export function aloneAt(path: string): { who: Alone["who"]; view: ComponentChildren } | null {
  const found = ALONE.find((each) => `${path}/`.startsWith(`${each.path}/`));
  return found ? { who: found.who, view: found.draw(path.split("/")[3] ?? "") } : null;
}

export function ShellScreens() {
  return (
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
  );
}

function Today() {
  const Ready = readyToday() ?? LaterToday;
  return <Ready />;
}
