// A browser's storage for the tests: the real IndexedDB rules, in memory. And the words, which load on demand.
import "fake-indexeddb/auto";
import { configure } from "@testing-library/preact";
import { setLanguage } from "../src/i18n";

// The default of one second is too short where other work takes the cores: a screen's words load when it opens.
configure({ asyncUtilTimeout: Number(import.meta.env.VITE_PATIENCE_MS) });

await setLanguage("en");
