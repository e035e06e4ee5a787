// Signing in and out through django-allauth's headless API: by mailed code, passkey or password, and a second step
// where an account has one.
import { api, csrfToken } from "./client";

const AUTH = "/_allauth/browser/v1/auth";

export interface Me {
  signed_in: boolean;
  id?: string;
  name?: string;
  email?: string;
  /** False: nothing is mailed there until its code has been typed. */
  email_confirmed?: boolean;
  role?: "patient" | "therapist" | "lead" | "curator";
  home?: string;
  /** The clinic's, for its staff. */
  time_zone?: string;
  needs_second_factor?: boolean;
  demo: boolean;
}

/** What comes next: in, a mailed code to type, a second factor, a code that confirms the address, or why not. `expired`: ask for a new code. */
export type Step = "done" | "code" | "second" | "verify" | "wrong" | "too_many" | "expired" | "offline";

/** Who is signed in here; also brings the CSRF cookie. Throws without a network. */
export async function whoAmI(): Promise<Me> {
  const { data } = await api.GET("/api/v1/me");
  if (!data) throw new Error("no answer");
  return data as Me;
}

/** How a change of one's own account went. "again": the last sign-in was too long ago. */
export type Outcome = "done" | "again" | "failed";

export function outcomeOf(answer: Response): Outcome {
  if (answer.status === 401) return "again";
  return answer.ok ? "done" : "failed";
}

/** Call the sign-in API; `path` stands under /_allauth/browser/v1/. Throws without a network. */
export async function callAuth(method: string, path: string, body?: unknown): Promise<Response> {
  if (!csrfToken()) await whoAmI();
  return fetch(`${AUTH.replace(/\/auth$/, "")}/${path}`, {
    method,
    headers: {
      "Content-Type": "application/json",
      "X-CSRFToken": csrfToken(),
      "Accept-Language": document.documentElement.lang,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function step(path: string, body: unknown): Promise<Step> {
  try {
    return await stepAfter(await callAuth("POST", `auth/${path}`, body));
  } catch {
    return "offline";
  }
}

export async function stepAfter(answer: Response): Promise<Step> {
  if (answer.ok) return "done";
  if (answer.status === 429) return "too_many";
  if (answer.status === 409) return "expired";
  if (answer.status !== 401) return "wrong";
  const body = (await answer.json()) as { data?: { flows?: { id: string; is_pending?: boolean }[] } };
  const pending = body.data?.flows?.find((flow) => flow.is_pending)?.id;
  if (pending === "login_by_code") return "code";
  if (pending === "verify_email") return "verify";
  return pending === "mfa_authenticate" ? "second" : "wrong";
}

export async function signInByPassword(email: string, password: string): Promise<Step> {
  const next = await step("login", { email, password });
  // 409 here: somebody is signed in already, so the page only has to look again.
  return next === "expired" ? "done" : next;
}

export const requestCode = (email: string): Promise<Step> => step("code/request", { email });
export const confirmCode = (code: string): Promise<Step> => step("code/confirm", { code });
/** The code that confirms the address of somebody new, or a new address. */
export const confirmEmail = (code: string): Promise<Step> => step("email/verify", { key: code });
/** A code of the authenticator app, or a recovery code. */
export const confirmSecond = (code: string): Promise<Step> => step("2fa/authenticate", { code });

export async function signOut(): Promise<void> {
  await callAuth("DELETE", "auth/session").catch(() => undefined);
}

/** Whether this person has a password at all: patients may do without. Throws without a network. */
export async function hasPassword(): Promise<boolean> {
  const { data } = (await (await callAuth("GET", "auth/session")).json()) as {
    data?: { user?: { has_usable_password?: boolean } };
  };
  return data?.user?.has_usable_password === true;
}

export interface Fault {
  field: string;
  code: string;
  detail: string;
}

/** What is wrong with a new password; "again" as in Outcome; null when it holds now. */
export async function changePassword(body: {
  current_password?: string;
  new_password: string;
}): Promise<Fault | "again" | null> {
  const answer = await callAuth("POST", "account/password/change", body);
  return answer.status === 401 ? "again" : faultIn(answer);
}

/** Mail a link to set a new password; answers alike whether the address is known or not. */
export async function requestNewPassword(email: string): Promise<boolean> {
  return (await callAuth("POST", "auth/password/request", { email })).ok;
}

/** Set a new password with the key of the mailed link. The second factor is asked for as ever afterwards. */
export async function setNewPassword(key: string, password: string): Promise<Fault | null> {
  const answer = await callAuth("POST", "auth/password/reset", { key, password });
  // 401 is how it says that the password holds, and that signing in comes next.
  return answer.status === 401 ? null : faultIn(answer);
}

export async function faultIn(answer: Response): Promise<Fault | null> {
  if (answer.ok) return null;
  const { errors } = (await answer.json()) as {
    errors?: { param?: string; code: string; message: string }[];
  };
  const [first] = errors ?? [];
  return { field: first?.param ?? "", code: first?.code ?? "", detail: first?.message ?? "" };
}
