// A form whose content survives reload, Back, Close and the end of the sign-in: what was typed is kept as it is typed,
// and offered in place of the form until somebody continues or discards it.
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { draftOf, keepDraft, markUnsent } from "./sealed-drafts";
import { moment } from "./zones";

interface DraftHook<Value> {
  /** Drawn in place of the form while it is open what becomes of the draft. */
  offer: ComponentChildren;
  /** What to fill the form with, once somebody has chosen to continue. */
  initial: Value | null;
  keep: (value: Value | null) => void;
  /** It was sent: nothing is left to keep. */
  done: () => void;
}

/** `name` says patient and form. `onContinue` gets what was typed, for forms that keep it in their state. */
export function useDraft<Value>(name: string, onContinue?: (value: Value) => void): DraftHook<Value> {
  const [offered, setOffered] = useState(() => draftOf<Value>(name));
  const [initial, setInitial] = useState<Value | null>(null);
  // What is left behind is kept, but no longer stands on this page.
  useEffect(() => () => markUnsent(name, false), [name]);
  const goOn = () => {
    if (!offered) return;
    setInitial(offered.value);
    onContinue?.(offered.value);
    markUnsent(name, true);
    setOffered(null);
  };
  const discard = () => {
    keepDraft(name, null);
    setOffered(null);
  };
  return {
    offer: offered && <DraftOffer at={offered.at} onContinue={goOn} onDiscard={discard} />,
    initial,
    keep: (value) => keepDraft(name, value),
    done: () => keepDraft(name, null),
  };
}

/** A form's fields by name; several values for a list that takes several. */
export type Values = Record<string, string[]>;

interface FormDraft {
  offer: ComponentChildren;
  initial: Values | null;
  done: () => void;
  /** Spread over the form. */
  props: { ref: RefObject<HTMLFormElement | null>; onInput: () => void };
}

/** The same for a form whose fields hold what was typed themselves. */
export function useFormDraft(name: string): FormDraft {
  const { offer, initial, keep, done } = useDraft<Values>(name);
  const form = useRef<HTMLFormElement | null>(null);
  const blank = useRef("");
  const isOpen = offer === null;
  useLayoutEffect(() => {
    if (!isOpen || !form.current) return;
    blank.current = JSON.stringify(valuesOf(form.current));
    if (initial) fill(form.current, initial);
  }, [isOpen]);
  const onInput = () => {
    if (!form.current) return;
    const values = valuesOf(form.current);
    keep(JSON.stringify(values) === blank.current ? null : values);
  };
  return { offer, initial, done, props: { ref: form, onInput } };
}

function DraftOffer(props: { at: number; onContinue: () => void; onDiscard: () => void }) {
  return (
    <div class="notice stack draft" role="status">
      <p>You typed something here and didn’t send it.</p>
      <div class="row">
        <button type="button" class="button-soft" onClick={props.onContinue}>
          Continue what you typed on {moment(new Date(props.at).toISOString())}
        </button>
        <button type="button" class="button-quiet" onClick={props.onDiscard}>
          Discard
        </button>
      </div>
    </div>
  );
}

export function valuesOf(form: HTMLFormElement): Values {
  const values: Values = {};
  for (const [name, value] of new FormData(form)) values[name] = [...(values[name] ?? []), String(value)];
  return values;
}

export function fill(form: HTMLFormElement, values: Values): void {
  for (const field of form.elements) {
    const given = values[(field as HTMLInputElement).name] ?? [];
    if (field instanceof HTMLSelectElement)
      for (const option of field.options) option.selected = given.includes(option.value);
    else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)
      field.value = given[0] ?? "";
  }
}
