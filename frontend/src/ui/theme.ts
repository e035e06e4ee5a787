// The colours: the phone's choice, or the patient's. Dim is for days when light hurts.
import { signal } from "@preact/signals";

export type Theme = "system" | "light" | "dark" | "dim";
const KEY = "nod-theme";
const dark = matchMedia("(prefers-color-scheme: dark)");

export const theme = signal<Theme>((localStorage.getItem(KEY) as Theme | null) ?? "system");

function apply(): void {
  const shown = theme.value === "system" ? (dark.matches ? "dark" : "light") : theme.value;
  document.documentElement.dataset.theme = shown;
  const ground = getComputedStyle(document.documentElement).getPropertyValue("--ground").trim();
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", ground);
}

export function setTheme(next: Theme): void {
  theme.value = next;
  localStorage.setItem(KEY, next);
  apply();
}

dark.addEventListener("change", apply);
apply();
