// How the work list is looked at, and moving through it by keys and by Back.
import { signal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { Filter, SortKey } from "./order";

/** It is the same after Back. In memory only, because a search holds a name. */
export const view = signal({
  search: "",
  filter: "all" as Filter,
  reason: "",
  sort: "urgency" as SortKey,
});
/** How far down, in pixels; no signal, because nothing is drawn anew for it. */
let scrolled = 0;

export function show(what: Partial<typeof view.value>): void {
  view.value = { ...view.peek(), ...what };
}

/** Stand where one stood before, once the rows are there. */
export function useScrolled(isShown: boolean): void {
  const { wasPush } = useLocation() as { wasPush?: boolean };
  useEffect(() => {
    if (!isShown) return;
    if (!wasPush) scrollTo(0, scrolled);
    const onScroll = () => {
      scrolled = scrollY;
    };
    addEventListener("scroll", onScroll, { passive: true });
    return () => removeEventListener("scroll", onScroll);
  }, [isShown]);
}

/** `/` goes to the search box, j and k go down and up. */
export function useKeys(
  box: RefObject<HTMLInputElement | null>,
  table: RefObject<HTMLTableElement | null>,
): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.target instanceof Element && event.target.closest("input, textarea, select")) return;
      if (event.key === "/") {
        event.preventDefault();
        box.current?.focus();
      }
      if (event.key === "j" || event.key === "k") moveFocus(table.current, event.key === "j" ? 1 : -1);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

/** Go to the next or the last patient's link, from wherever the focus is. */
function moveFocus(table: HTMLTableElement | null, by: number): void {
  const links = [...(table?.querySelectorAll<HTMLAnchorElement>("tbody th a") ?? [])];
  const row = document.activeElement?.closest("tr");
  const now = links.findIndex((link) => link.closest("tr") === row);
  links[Math.max(0, Math.min(links.length - 1, now + by))]?.focus();
}
