import { expect, test } from "vitest";
import { trustedDrawing } from "../src/figures/trusted-drawing";
import { trustedArticle } from "../src/patient/learn/trusted-article";
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

test("an article passes as the server makes it", () => {
  const html =
    '<h2>Why</h2>\n<p>It is <strong>like</strong> a<br />\n<a href="https://nod.example/a?b=1&amp;c" rel="noopener noreferrer">link</a> &lt; 3.</p>\n<ul>\n<li><em>one</em></li>\n</ul>';
  expect(trustedArticle.createHTML(html)).toBe(html);
});

test.each([
  "<p>a</p><script>alert(1)</script>",
  '<p onclick="alert(1)">a</p>',
  '<a href="javascript:alert(1)">a</a>',
  '<a href="https://a.example" onclick="alert(1)">a</a>',
  '<img src="x" onerror="alert(1)">',
  "<p",
])("%s is no article", (html) => {
  expect(() => trustedArticle.createHTML(html)).toThrow(TypeError);
});

test("only the service worker is a script by address", () => {
  expect(trustedWorker.createScriptURL("/app/sw.js")).toBe("/app/sw.js");
  expect(() => trustedWorker.createScriptURL("https://evil.example/sw.js")).toThrow(TypeError);
});
