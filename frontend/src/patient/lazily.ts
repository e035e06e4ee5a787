// Screens that load when they are opened. A chunk that is gone (an old page after an update) reloads the app, once.
import type { ComponentType } from "preact";
import { lazy } from "preact-iso";

const KEY = "nod-chunk-reload";

export function screen<Props>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  return lazy(async () => {
    try {
      const found = await load();
      sessionStorage.removeItem(KEY);
      return found;
    } catch (error) {
      if (sessionStorage.getItem(KEY)) throw error;
      sessionStorage.setItem(KEY, "1");
      location.reload();
      return new Promise<never>(() => undefined);
    }
  }) as unknown as ComponentType<Props>;
}
