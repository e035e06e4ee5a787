// Screens that load when they are opened. A chunk that is gone (an old page after an update) reloads the app, once.
import { type ComponentType, h } from "preact";
import { useEffect, useState } from "preact/hooks";
import { lazy } from "preact-iso";

const KEY = "nod-chunk-reload";

export function screen<Props>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  return lazy<ComponentType<Props>>(async () => {
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
  });
}

/** A part of a screen that the rest does not wait for: nothing stands there until it has loaded. */
export function part(load: () => Promise<ComponentType>): ComponentType {
  return () => {
    const [Found, setFound] = useState<ComponentType | null>(null);
    useEffect(
      () =>
        void load().then(
          (found) => setFound(() => found),
          () => undefined,
        ),
      [],
    );
    return Found && h(Found, null);
  };
}
