// Builds the pages, then the service worker with the list of files it keeps, and prints what a first visit weighs.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
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

const sizes = {};
let over = false;
for (const [page, limit] of Object.entries(BUDGET)) {
  const bytes = filesOf(page).first.reduce(
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
