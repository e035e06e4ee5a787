// Passkeys: signing in with one, adding and removing them. The browser's own calls are wrapped by SimpleWebAuthn,
// which is loaded only when somebody uses a passkey.
import { callAuth, type Outcome, outcomeOf, type Step, stepAfter } from "./sign-in";

const OWN = "account/authenticators/webauthn";

export interface Passkey {
  id: number;
  name: string;
  created_at: number;
}

/** A passkey is bound to a host name, so an address of numbers has none. */
export function passkeysWork(): boolean {
  return "PublicKeyCredential" in window && !/^[\d.]+$|:/.test(location.hostname);
}

/** Sign in with a passkey; `path` is where allauth takes it. "wrong" when the person let it be. */
export async function usePasskey(path: "login" | "authenticate"): Promise<Step> {
  try {
    const asked = await callAuth("GET", `auth/webauthn/${path}`);
    if (!asked.ok) return stepAfter(asked);
    const { request_options } = (await asked.json()).data;
    const { startAuthentication } = await import("@simplewebauthn/browser");
    const credential = await startAuthentication({ optionsJSON: request_options.publicKey });
    return await stepAfter(await callAuth("POST", `auth/webauthn/${path}`, { credential }));
  } catch (error) {
    return error instanceof TypeError ? "offline" : "wrong";
  }
}

/** Make a passkey on this device. Throws without a network. */
export async function addPasskey(name: string): Promise<Outcome> {
  const asked = await callAuth("GET", `${OWN}?passwordless`);
  if (!asked.ok) return outcomeOf(asked);
  const { creation_options } = (await asked.json()).data;
  const { startRegistration } = await import("@simplewebauthn/browser");
  try {
    const credential = await startRegistration({ optionsJSON: creation_options.publicKey });
    return outcomeOf(await callAuth("POST", OWN, { name, credential }));
  } catch {
    return "failed";
  }
}

export async function removePasskey(id: number): Promise<Outcome> {
  return outcomeOf(await callAuth("DELETE", OWN, { authenticators: [id] }));
}

export async function listPasskeys(): Promise<Passkey[]> {
  const answer = await callAuth("GET", "account/authenticators");
  if (!answer.ok) throw new Error("no answer");
  const { data } = (await answer.json()) as { data: (Passkey & { type: string })[] };
  return data.filter((each) => each.type === "webauthn");
}
