// Builds the pages, then the service worker with the list of files it keeps, and prints what a first visit weighs.
import { createHash } from "node:crypto";
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "vite";

const PUBLIC = "dist/public";
const PAGES = "dist/pages";
const BUDGET = { app: 60_000, clinic: 110_000, index: 60_000 };

await build({ logLevel: "warn" });

rmSync(PAGES, { recursive: true, force: true });
mkdirSync(PAGES, { recursive: true });
for (const name of ["index", "app", "clinic", "curation"])
  renameSync(`${PUBLIC}/pages/${name}.html`, `${PAGES}/${name}.html`);
rmSync(`${PUBLIC}/pages`, { recursive: true });
renameSync(`${PUBLIC}/manifest.webmanifest`, `${PAGES}/manifest.webmanifest`);

const manifest = JSON.parse(readFileSync(`${PUBLIC}/.vite/manifest.json`, "utf8"));
rmSync(`${PUBLIC}/.vite`, { recursive: true });

/** Every file a page needs: `first` at once, `all` with what it loads later. */
function filesOf(page) {
  const first = new Set();
  const all = new Set();
  const visit = (key, into) => {
    const entry = manifest[key];
    if (into.has(entry.file)) return;
    into.add(entry.file);
    for (const css of entry.css ?? []) into.add(css);
    for (const next of entry.imports ?? []) visit(next, into);
    if (into === all) for (const next of entry.dynamicImports ?? []) visit(next, into);
  };
  visit(`pages/${page}.html`, first);
  visit(`pages/${page}.html`, all);
  return { first: [...first], all: [...all] };
}

const shell = ["icons/icon.svg", "icons/icon-192.png", "icons/icon-512.png", ...filesOf("app").all];
const hash = createHash("sha256")
  .update(readFileSync(`${PAGES}/app.html`))
  .update(readFileSync("src/sw/index.ts"));
for (const file of shell) hash.update(file).update(readFileSync(`${PUBLIC}/${file}`));
await build({
  configFile: false,
  logLevel: "warn",
  define: {
    __VERSION__: JSON.stringify(hash.digest("hex").slice(0, 12)),
    __SHELL__: JSON.stringify(["/app/", "/app/manifest.webmanifest", ...shell.map((file) => `/${file}`)]),
  },
  build: {
    outDir: "dist/sw",
    target: "es2022",
    copyPublicDir: false,
    lib: { entry: "src/sw/index.ts", formats: ["es"], fileName: () => "sw.js" },
  },
});
copyFileSync("dist/sw/sw.js", `${PAGES}/sw.js`);
rmSync("dist/sw", { recursive: true });

// The admin is styled with the same tokens.
mkdirSync(`${PUBLIC}/ui`, { recursive: true });
copyFileSync("src/ui/tokens.css", `${PUBLIC}/ui/tokens.css`);

const words = Object.values(manifest).find((entry) => entry.src === "src/i18n/en.ts").file;

// What a first screen needs is asked for with the page, not only once its script runs: the words most people read (a
// Spanish phone loads its own), and in the app the Today screen.
for (const page of ["app", "index"]) {
  const html = readFileSync(`${PAGES}/${page}.html`, "utf8");
  const scripts = firstLoadOf(page).filter((file) => file.endsWith(".js") && !html.includes(file));
  const links = scripts.map((file) => `    <link rel="modulepreload" crossorigin href="/${file}" />\n`);
  writeFileSync(`${PAGES}/${page}.html`, html.replace("  </head>", `${links.join("")}  </head>`));
}

// The server sends these as they are; compressing at every request would cost it more than the page.
for (const file of readdirSync(PUBLIC, { recursive: true })) {
  if (!/\.(js|css|svg|json)$/.test(file)) continue;
  const text = readFileSync(`${PUBLIC}/${file}`);
  if (text.length < 600) continue;
  writeFileSync(`${PUBLIC}/${file}.gz`, gzipSync(text, { level: 9 }));
  writeFileSync(`${PUBLIC}/${file}.br`, brotliCompressSync(text));
}

/** What a first visit loads: the page, one language's words, and in the app the Today screen it opens with. */
function firstLoadOf(page) {
  const { first } = filesOf(page);
  if (page === "clinic") return first;
  const more = page === "app" ? ["src/patient/today/TodayScreen.tsx"] : [];
  const files = new Set([...first, words]);
  for (const key of more) {
    const visit = (each) => {
      const entry = manifest[each];
      for (const file of [entry.file, ...(entry.css ?? [])]) files.add(file);
      for (const next of entry.imports ?? []) if (!files.has(manifest[next].file)) visit(next);
    };
    visit(key);
  }
  return [...files];
}

const sizes = {};
let over = false;
for (const [page, limit] of Object.entries(BUDGET)) {
  const bytes = firstLoadOf(page).reduce(
    (sum, file) => sum + gzipSync(readFileSync(`${PUBLIC}/${file}`), { level: 9 }).length,
    0,
  );
  sizes[page] = bytes;
  if (bytes > limit) over = true;
  console.log(
    `${page}: ${(bytes / 1000).toFixed(1)} kB gzip of JavaScript and CSS on first load (limit ${limit / 1000} kB)`,
  );
}
writeFileSync("dist/sizes.json", JSON.stringify(sizes));
if (over) {
  console.error("A page is over its size budget; see BUDGET in build.mjs.");
  process.exit(1);
}
