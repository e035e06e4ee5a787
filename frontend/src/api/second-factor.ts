// The second factor beside passkeys: an authenticator app, and the recovery codes that come with either.
import { api } from "./client";
import { callAuth, type Outcome, outcomeOf } from "./sign-in";

const TOTP = "account/authenticators/totp";
const RECOVERY = "account/authenticators/recovery-codes";

export interface NewApp {
  /** To type by hand where no camera is at hand. */
  secret: string;
  /** Opens the authenticator app on this device. */
  url: string;
  /** The same as a QR code, as a data: address; empty when it could not be drawn. */
  image: string;
}

/** Begin with an authenticator app; null when the server does not let us, for instance long after signing in. */
export async function beginApp(): Promise<NewApp | null> {
  const answer = await callAuth("GET", TOTP);
  // 404 is how it says that there is none yet, with the secret for a new one.
  if (answer.status !== 404) return null;
  const { meta } = (await answer.json()) as { meta: { secret: string; totp_url: string } };
  const { data } = await api.POST("/api/v1/second-factor/picture", { body: { url: meta.totp_url } });
  return { secret: meta.secret, url: meta.totp_url, image: data?.image ?? "" };
}

export async function confirmApp(code: string): Promise<boolean> {
  return (await callAuth("POST", TOTP, { code })).ok;
}

export async function removeApp(): Promise<Outcome> {
  return outcomeOf(await callAuth("DELETE", TOTP));
}

/** The codes that get somebody in who lost the second factor, each once; made now if there are none. */
export async function recoveryCodes(): Promise<string[]> {
  const answer = await callAuth("GET", RECOVERY);
  return answer.status === 404 ? ((await newRecoveryCodes()) ?? []) : codesIn(answer);
}

/** Make new codes; the old ones stop working. Null: the last sign-in was too long ago. */
export async function newRecoveryCodes(): Promise<string[] | null> {
  const answer = await callAuth("POST", RECOVERY);
  return answer.status === 401 ? null : codesIn(answer);
}

async function codesIn(answer: Response): Promise<string[]> {
  if (!answer.ok) return [];
  const { data } = (await answer.json()) as { data: { unused_codes?: string[] } };
  return data.unused_codes ?? [];
}

export interface Factors {
  /** When the authenticator app was set up, in seconds since 1970; null: there is none. */
  appSince: number | null;
  /** How many recovery codes are left; null: there are none at all. */
  codesLeft: number | null;
}

/** Throws without a network. */
export async function listFactors(): Promise<Factors> {
  const answer = await callAuth("GET", "account/authenticators");
  if (!answer.ok) throw new Error("no answer");
  const { data } = (await answer.json()) as {
    data: { type: string; created_at: number; unused_code_count?: number }[];
  };
  const find = (type: string) => data.find((each) => each.type === type);
  return {
    appSince: find("totp")?.created_at ?? null,
    codesLeft: find("recovery_codes")?.unused_code_count ?? null,
  };
}
