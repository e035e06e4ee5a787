// The client core as the app runs it, for phone.mjs: bundled for Node by `frontend.py phone`.
export { forget } from "../../src/store/db";
export { enqueue, everything } from "../../src/store/outbox";
export { readSnapshot } from "../../src/store/snapshot";
export { sync } from "../../src/sync/engine";
export { syncState } from "../../src/sync/status";
