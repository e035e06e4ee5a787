// What stands around most screens: syncing and settings at the top, what is open, and the bar at the bottom.
import type { ComponentChildren } from "preact";
import { useLocation } from "preact-iso";
import { type Key, t } from "../i18n";
import { SyncLine, TroubleNote } from "./SyncLine";
import { HoldCard } from "./safety/HoldCard";

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

export function Shell({ children }: { children: ComponentChildren }) {
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
