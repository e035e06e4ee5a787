// What a page or a card of the desk shows, read from the server.
import { type Answer, type Loaded, useLoaded } from "../ui/request";

/** `what` begins the sentence of a failure: "The notes" couldn't be loaded. */
export function useCard<Data>(
  what: string,
  look: (byItself: boolean) => Promise<Answer<Data>>,
  on: unknown[],
  offline?: string,
): Loaded<Data> {
  const failed = `${what} couldn't be loaded.`;
  return useLoaded({ offline: offline ?? failed, failed }, look, on);
}
