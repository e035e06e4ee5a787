// A dialog that slides over the page; the browser's own <dialog>, so focus and Escape work as people expect.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface Props {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}

export function Sheet({ title, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    // Or the browser focuses the first button, and a long sheet opens at its end.
    heading.current?.focus();
  }, []);
  return (
    <dialog class="sheet" ref={dialog} aria-label={title} onClose={onClose} onCancel={onClose}>
      <div class="stack">
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  );
}
