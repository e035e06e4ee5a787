// Sign-in and sign-out through django-allauth's headless API.
import { api, csrfToken } from "./client";

const AUTH = "/_allauth/browser/v1/auth";

export interface Me {
  signed_in: boolean;
  id?: string;
  name?: string;
  role?: "patient" | "therapist" | "lead" | "curator";
  home?: string;
  demo: boolean;
}

/** Who is signed in here; also brings the CSRF cookie. Throws without a network. */
export async function whoAmI(): Promise<Me> {
  const { data } = await api.GET("/api/v1/me");
  if (!data) throw new Error("no answer");
  return data as Me;
}

export type SignInResult = "ok" | "wrong" | "too_many" | "offline";

export async function signIn(email: string, password: string): Promise<SignInResult> {
  try {
    if (!csrfToken()) await whoAmI();
    const answer = await fetch(`${AUTH}/login`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
      body: JSON.stringify({ email, password }),
    });
    // 409: somebody is signed in already, so the page only has to look again.
    if (answer.ok || answer.status === 409) return "ok";
    return answer.status === 429 ? "too_many" : "wrong";
  } catch {
    return "offline";
  }
}

export async function signOut(): Promise<void> {
  await fetch(`${AUTH}/session`, { method: "DELETE", headers: { "X-CSRFToken": csrfToken() } }).catch(
    () => undefined,
  );
}
