import { defineConfig } from "vite";

// How long a test waits for what is slow. Where all is well nothing takes a tenth of this.
const PATIENCE_MS = 60_000 * Number(process.env.NOD_TEST_PATIENCE ?? 1);

// One build for four pages; build.mjs then moves the pages and makes the service worker.
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  server: { fs: { allow: [".."] } },
  build: {
    outDir: "dist/public",
    emptyOutDir: true,
    manifest: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    // Data URIs would need a looser security policy.
    assetsInlineLimit: 0,
    rollupOptions: {
      input: {
        index: "pages/index.html",
        app: "pages/app.html",
        clinic: "pages/clinic.html",
        curation: "pages/curation.html",
      },
      output: {
        // The first screen in a few files: on a slow phone each file costs more than its bytes.
        codeSplitting: {
          groups: [
            {
              name: "base",
              test: /node_modules\/(@preact|preact|openapi-fetch)\/|src\/(ui\/(?!request)|api\/(client|sign-in)|i18n\/index)/,
              tags: ["$initial"],
            },
            {
              name: "phone",
              test: /node_modules\/(preact-iso|idb|uuid)\/|src\/(store|sync|platform\/(?!push)|patient\/(state|today|session\/draft|session\/rescue|dose-words))/,
              tags: ["$initial"],
            },
          ],
        },
      },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["tests/**/*.test.{ts,tsx}"],
    setupFiles: ["tests/setup.ts"],
    env: { VITE_PATIENCE_MS: String(PATIENCE_MS) },
    testTimeout: 2 * PATIENCE_MS,
    hookTimeout: 2 * PATIENCE_MS,
  },
} as Parameters<typeof defineConfig>[0]);
