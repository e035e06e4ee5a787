// The address codes go to: confirming it, and changing it. allauth mails a code; nothing changes until it is typed.
import { callAuth, type Fault, faultIn } from "./sign-in";

const EMAIL = "account/email";

/** How a request for a code went; "again": the last sign-in was too long ago. */
export type Asked = "sent" | "again" | "too_many" | Fault;

async function askedFor(answer: Response): Promise<Asked> {
  if (answer.status === 401) return "again";
  if (answer.status === 429) return "too_many";
  return (await faultIn(answer)) ?? "sent";
}

/** Mail a code to the address the account has already. Throws without a network. */
export async function mailConfirmation(email: string): Promise<Asked> {
  const answer = await callAuth("PUT", EMAIL, { email });
  // 403 is how it says that a code is on its way already, and no more are sent for it.
  return answer.status === 403 ? "sent" : askedFor(answer);
}

/** Mail a code to a new address. Throws without a network. */
export async function mailToNewAddress(email: string): Promise<Asked> {
  return askedFor(await callAuth("POST", EMAIL, { email }));
}

/** Type the code. "old": used, too old, or typed wrong too often; "taken": the address is somebody else's by now. */
export async function confirmAddress(code: string): Promise<"done" | "wrong" | "old" | "taken"> {
  const answer = await callAuth("POST", "auth/email/verify", { key: code });
  if (answer.ok) return "done";
  if (answer.status === 400) return "wrong";
  const { code: why } = (await answer.json().catch(() => ({}))) as { code?: string };
  return why === "unusable" ? "taken" : "old";
}
