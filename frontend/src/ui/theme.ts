// The colours and the size of the text: the phone's choice, or the patient's. Dim is for days when light hurts.
import { signal } from "@preact/signals";

export type Theme = "system" | "light" | "dark" | "dim";
export const TEXT_SIZES = ["usual", "large", "largest"] as const;
export type TextSize = (typeof TEXT_SIZES)[number];
const KEY = "nod-theme";
const SIZE_KEY = "nod-text";
const dark = matchMedia("(prefers-color-scheme: dark)");

export const theme = signal<Theme>((localStorage.getItem(KEY) as Theme | null) ?? "system");
export const textSize = signal<TextSize>((localStorage.getItem(SIZE_KEY) as TextSize | null) ?? "usual");

function apply(): void {
  const shown = theme.value === "system" ? (dark.matches ? "dark" : "light") : theme.value;
  document.documentElement.dataset.theme = shown;
  document.documentElement.dataset.text = textSize.value;
  const ground = getComputedStyle(document.documentElement).getPropertyValue("--ground").trim();
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", ground);
}

export function setTheme(next: Theme): void {
  theme.value = next;
  localStorage.setItem(KEY, next);
  apply();
}

export function setTextSize(next: TextSize): void {
  textSize.value = next;
  localStorage.setItem(SIZE_KEY, next);
  apply();
}

dark.addEventListener("change", apply);
apply();
