import { expect, test } from "vitest";
import { trustedDrawing } from "../src/figures/trusted-drawing";
import { trustedWorker } from "../src/platform/trusted-worker";

test("a drawing passes as it is", () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><g data-joint="neck"><path d="M0 0"/></g></svg>';
  expect(trustedDrawing.createHTML(svg)).toBe(svg);
});

test.each([
  "<svg><script>alert(1)</script></svg>",
  '<svg onload="alert(1)"/>',
  '<svg><a href="javascript:alert(1)"/></svg>',
  "<svg><foreignObject/></svg>",
])("%s does not", (svg) => {
  expect(() => trustedDrawing.createHTML(svg)).toThrow(TypeError);
});

test("only the service worker is a script by address", () => {
  expect(trustedWorker.createScriptURL("/app/sw.js")).toBe("/app/sw.js");
  expect(() => trustedWorker.createScriptURL("https://evil.example/sw.js")).toThrow(TypeError);
});
