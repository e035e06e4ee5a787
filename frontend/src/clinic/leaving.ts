// Leaving a page on which something stands that was not sent asks first: by a link, by Back, by closing or reloading.
import { effect } from "@preact/signals";
import { unsent } from "./sealed-drafts";

const QUESTION =
  "What you typed on this page has not been sent. Leave the page? It is kept and will be offered when you come back.";

/** Watch until the returned function is called. Must begin before the router listens to the same events. */
export function askBeforeLeaving(): () => void {
  let here = location.href;
  // Something is unsent only on the page where it was typed.
  const stop = effect(() => {
    if (unsent.value.size > 0) here = location.href;
  });
  const mayLeave = () => unsent.peek().size === 0 || confirm(QUESTION);
  const onClick = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    // The browser asks by itself where the whole page goes.
    if (!link || link.target || !link.pathname.startsWith("/clinic") || link.pathname === location.pathname)
      return;
    if (mayLeave()) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onPop = (event: PopStateEvent) => {
    if (mayLeave()) return;
    // The address has changed already: it is put back before the router hears of it.
    event.stopImmediatePropagation();
    history.pushState(null, "", here);
  };
  const onUnload = (event: BeforeUnloadEvent) => {
    if (unsent.peek().size > 0) event.preventDefault();
  };
  addEventListener("click", onClick, true);
  addEventListener("popstate", onPop);
  addEventListener("beforeunload", onUnload);
  return () => {
    stop();
    removeEventListener("click", onClick, true);
    removeEventListener("popstate", onPop);
    removeEventListener("beforeunload", onUnload);
  };
}
