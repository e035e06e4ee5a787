// Answers of a server with nothing in it, for tests that stand in for the network.

export const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });

export function emptyPull(cursor: number, epoch: string): Record<string, unknown> {
  return {
    cursor,
    epoch,
    server_time: new Date().toISOString(),
    name: "Pia",
    language: "en",
    time_zone: "UTC",
    plan_tag: "t",
    plan_changed: false,
    plan: null,
    days: [],
    sessions: [],
    messages: [],
    scores: [],
    checks: [],
    baseline: null,
    hold: null,
    headache_min_minutes: 30,
  };
}
