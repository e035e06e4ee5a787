// A batch that the server could not read as a whole is sent by halves, so that only what is at fault stays behind.
import type { Problem } from "../api/client";
import type { OutboxRow } from "../store/db";
import { markRefused } from "../store/outbox";
import { pushSome } from "./engine";

/** Send the halves; a record that is refused by itself is marked with the reason. Returns the ids the server has. */
export async function pushApart(
  user: string,
  rows: OutboxRow[],
  { code = "", detail = "", errors }: Partial<Problem>,
): Promise<string[]> {
  const [first] = rows;
  if (first && rows.length === 1) {
    await markRefused(user, first.id, errors ?? [{ field: "", code, detail }]);
    return [];
  }
  const middle = rows.length >> 1;
  const before = await pushSome(user, rows.slice(0, middle));
  return [...before, ...(await pushSome(user, rows.slice(middle)))];
}
