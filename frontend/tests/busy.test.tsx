// A second tap while the first is at work does nothing; afterwards the button can be used again.
import { fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { expect, test, vi } from "vitest";
import { FinishForm } from "../src/patient/session/FinishForm";

test("a session is saved once however often the button is tapped", async () => {
  const ends: (() => void)[] = [];
  const save = vi.fn(() => new Promise<void>((resolve) => ends.push(resolve)));
  render(<FinishForm done={[]} onSave={save} />);
  const button = screen.getByRole("button", { name: "Save session" });
  fireEvent.click(button);
  fireEvent.click(button);
  await waitFor(() => expect(button.getAttribute("aria-busy")).toBe("true"));
  expect(save).toHaveBeenCalledTimes(1);
  ends[0]?.();
  await waitFor(() => expect(button.getAttribute("aria-busy")).toBe("false"));
  fireEvent.click(button);
  expect(save).toHaveBeenCalledTimes(2);
});
