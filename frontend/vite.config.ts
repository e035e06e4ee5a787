import { defineConfig } from "vite";

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
    },
  },
  test: { environment: "happy-dom", include: ["tests/**/*.test.{ts,tsx}"], setupFiles: ["tests/setup.ts"] },
} as Parameters<typeof defineConfig>[0]);
