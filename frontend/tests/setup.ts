// A browser's storage for the tests: the real IndexedDB rules, in memory.
import "fake-indexeddb/auto";
