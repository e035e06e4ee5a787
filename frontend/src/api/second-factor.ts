// Setting up a second factor: an authenticator app or a passkey, and the recovery codes that come with it.
import { api } from "./client";
import { callAuth } from "./sign-in";

const TOTP = "account/authenticators/totp";

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

/** The codes that get somebody in who lost the second factor, each once. */
export async function recoveryCodes(): Promise<string[]> {
  const path = "account/authenticators/recovery-codes";
  let answer = await callAuth("GET", path);
  if (answer.status === 404) {
    await callAuth("POST", path);
    answer = await callAuth("GET", path);
  }
  if (!answer.ok) return [];
  const { data } = (await answer.json()) as { data: { unused_codes?: string[] } };
  return data.unused_codes ?? [];
}
