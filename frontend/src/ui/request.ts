// One request to the server and what came of it: at work, the problem in words (no network is one of them), and the
// same again. Screens ask through these two hooks, so that no button and no card passes over a failure.
import { useEffect, useRef, useState } from "preact/hooks";
import { type Problem, problemOf } from "../api/client";
import { useBusy } from "./busy";

/** What to say without a network, and when the server gave no reason of its own. */
export interface RequestWords {
  offline: string;
  failed: string;
}

export interface Answer<Data> {
  data?: Data | undefined;
  error?: unknown;
  response?: Response;
}

type Outcome<Data> = { data: Data | undefined; problem: null } | { data: undefined; problem: Problem };

/** Never throws: whatever goes wrong comes back as a problem. */
async function attempt<Data>(
  work: () => Promise<Answer<Data>>,
  { offline, failed }: RequestWords,
): Promise<Outcome<Data>> {
  try {
    const { data, error, response } = await work();
    // An error's status with an empty body brings no error, and is one all the same.
    if (error === undefined && response?.ok !== false) return { data, problem: null };
    return { data: undefined, problem: problemOf(error, failed) };
  } catch {
    return { data: undefined, problem: { status: 0, code: "offline", detail: offline } };
  }
}

/** Do one thing at a time. `retry` sends the last one again as it was; a form that may have changed sends anew. */
export function useRequest(words: RequestWords) {
  const { isBusy, once } = useBusy();
  const [problem, setProblem] = useState<Problem | null>(null);
  const last = useRef<() => Promise<void>>(async () => undefined);
  const send = <Data>(
    work: () => Promise<Answer<Data>>,
    then: (data: Data | undefined) => unknown = () => undefined,
  ): Promise<void> => {
    last.current = () => send(work, then);
    return once(async () => {
      setProblem(null);
      const outcome = await attempt(work, words);
      if (outcome.problem) return setProblem(outcome.problem);
      await then(outcome.data);
    });
  };
  return { isBusy, problem, setProblem, send, retry: () => void last.current() };
}

export interface Loaded<Data> {
  /** The last answer; it stays when a later look fails. Null until there is one. */
  data: Data | null;
  problem: Problem | null;
  /** The last look failed, also one that nobody asked for: what is shown may be old. */
  isOld: boolean;
  /** Look again. By itself: nobody asked, so a failure is no problem yet. */
  load: (byItself?: boolean) => Promise<void>;
  setData: (data: Data) => void;
}

/** Look at once, and whenever one of `on` changes. */
export function useLoaded<Data>(
  words: RequestWords,
  look: (byItself: boolean) => Promise<Answer<Data>>,
  on: unknown[],
): Loaded<Data> {
  const [data, setData] = useState<Data | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isOld, setIsOld] = useState(false);
  const looks = useRef(0);
  const load = async (byItself = false): Promise<void> => {
    looks.current += 1;
    const mine = looks.current;
    const outcome = await attempt(() => look(byItself), words);
    // A later look has begun, and knows better.
    if (mine !== looks.current) return;
    const found = outcome.problem;
    if (outcome.data !== undefined) setData(outcome.data);
    setIsOld(found !== null);
    // What could not be read is said, not why the server would not give it.
    if (!found) setProblem(null);
    else if (!byItself) setProblem({ ...found, detail: found.status === 0 ? words.offline : words.failed });
  };
  useEffect(() => void load(), on);
  return { data, problem, isOld, load, setData };
}
