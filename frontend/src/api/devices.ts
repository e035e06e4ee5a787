// The devices on which somebody is signed in.
import { callAuth } from "./sign-in";

export interface Device {
  id: number;
  user_agent: string;
  created_at: number;
  last_seen_at?: number;
  is_current: boolean;
}

/** Throws without a network. */
export async function listDevices(): Promise<Device[]> {
  return devicesIn(await callAuth("GET", "auth/sessions"));
}

/** Sign other devices out at once; returns those left. Throws without a network. */
export async function endSessions(ids: number[]): Promise<Device[]> {
  return devicesIn(await callAuth("DELETE", "auth/sessions", { sessions: ids }));
}

async function devicesIn(answer: Response): Promise<Device[]> {
  if (!answer.ok) throw new Error("no answer");
  const { data } = (await answer.json()) as { data: Device[] };
  return data.sort((a, b) => b.created_at - a.created_at);
}
