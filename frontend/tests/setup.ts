// A browser's storage for the tests: the real IndexedDB rules, in memory. And the words, which load on demand. A test
// of plain functions names the environment "node" and needs none of it, which saves it a second.
import "fake-indexeddb/auto";

if (typeof document !== "undefined") {
  const { configure } = await import("@testing-library/preact");
  const { setLanguage } = await import("../src/i18n");
  // The default of one second is too short where other work takes the cores: a screen's words load when it opens.
  configure({ asyncUtilTimeout: Number(import.meta.env.VITE_PATIENCE_MS) });
  await setLanguage("en");
}
