// A browser's storage for the tests: the real IndexedDB rules, in memory. And the words, which load on demand.
import "fake-indexeddb/auto";
import { setLanguage } from "../src/i18n";

await setLanguage("en");
