// What an emergency shows without letting it be changed.
import type { ComponentChildren } from "preact";

/** What cannot be changed now: shown, with every control in it disabled. */
export function ReadOnly({ when, children }: { when: boolean; children: ComponentChildren }) {
  return (
    <fieldset class="read-only" disabled={when}>
      {children}
    </fieldset>
  );
}
