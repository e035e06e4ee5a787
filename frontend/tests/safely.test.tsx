import { render } from "@testing-library/preact";
import { expect, test } from "vitest";
import { Safely } from "../src/ui/Safely";

function Broken(): never {
  throw new Error("on purpose");
}

test("a broken screen says what to do instead of going blank", () => {
  const { getByRole } = render(
    <Safely title="Broken" text="Reload." reload="Reload">
      <Broken />
    </Safely>,
  );
  expect(getByRole("heading").textContent).toBe("Broken");
  expect(getByRole("button").textContent).toBe("Reload");
});
