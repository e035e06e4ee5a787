// A button that does one thing at a time: a second tap while it is at work does nothing.
import { useRef, useState } from "preact/hooks";

export function useBusy() {
  const [isBusy, setIsBusy] = useState(false);
  // A second tap may come before the screen was drawn anew.
  const running = useRef(false);
  const once = async (work: () => Promise<unknown>): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setIsBusy(true);
    try {
      await work();
    } finally {
      running.current = false;
      setIsBusy(false);
    }
  };
  return { isBusy, once };
}
