// @vitest-environment node
// What holds for every screen: components are small, and whoever asks the server says what came of it.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseComponents } from "./components";

const MOST_LINES = 100;

const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith(".d.ts"))
  .map((path) => ({ path, ...parseComponents(path, readFileSync(`src/${path}`, "utf8")) }));

test("no component is longer than a screen of code", () => {
  const long = sources.flatMap(({ path, components }) =>
    components
      .filter(({ lines }) => lines > MOST_LINES)
      .map(({ name, lines }) => `${path}: ${name} ${lines}`),
  );
  expect(long).toEqual([]);
});

// What is asked by itself: a failure leaves the last answer standing.
const BY_ITSELF = ["clinic/Emergencies.tsx", "clinic/sealed-drafts.ts", "clinic/idle.ts"];

test("no answer of the server is taken apart before its error was looked at", () => {
  const screens = sources.filter(({ path }) => /^(clinic|patient\/.*\.tsx)/.test(path));
  const careless = screens
    .filter(({ path }) => !BY_ITSELF.includes(path))
    .flatMap(({ path, careless }) => careless.map((line) => `${path}:${line}`));
  expect(careless, "ask through useSending, useRequest, useCard or useLoaded").toEqual([]);
});

test("whoever asks through one of the hooks shows its problem", () => {
  const silent = sources.flatMap(({ path, silent }) => silent.map((name) => `${path}: ${name}`));
  expect(silent).toEqual([]);
});

test("a request that ignores its error, or a card that shows none, is found", () => {
  const found = parseComponents(
    "x.tsx",
    `export function Card() {
       const { isBusy, send } = useSending();
       const notes = useCard("The notes", () => api.GET("/notes"), []);
       const load = async () => { const { data } = await api.GET("/x"); };
       const tap = () => void api.POST("/y").catch(() => undefined);
       return <p>{notes.data}{isBusy}{send}{load}{tap}</p>;
     }`,
  );
  expect(found.careless).toEqual([4, 5]);
  expect(found.silent).toEqual(["useSending", "notes"]);
  expect(found.components).toEqual([{ name: "Card", lines: 7 }]);
});
