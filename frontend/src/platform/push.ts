// Web Push on this device: its true state, and switching it on. Every step has a time limit, because subscribe() may
// never answer.
import { api } from "../api/client";

export type PushState = "on" | "off" | "denied" | "unsupported" | "install_first";

const LIMIT_MS = 10_000;

export async function pushState(): Promise<PushState> {
  const standalone = matchMedia("(display-mode: standalone)").matches;
  if (!("PushManager" in window) || !("serviceWorker" in navigator))
    return /iPhone|iPad/.test(navigator.userAgent) && !standalone ? "install_first" : "unsupported";
  if (Notification.permission === "denied") return "denied";
  const registration = await navigator.serviceWorker.getRegistration("/app/");
  const subscription = await registration?.pushManager.getSubscription();
  return subscription ? "on" : "off";
}

/** Ask for permission, subscribe, and tell the server; call it from a tap. Throws when a step fails or hangs. */
export async function switchPushOn(): Promise<PushState> {
  if ((await Notification.requestPermission()) !== "granted") return "denied";
  const { data } = await api.GET("/api/v1/device/push-key");
  if (!data?.public_key) return "unsupported";
  const registration = await navigator.serviceWorker.ready;
  // Offered when there is none, or when what there is shows nothing: then only a new one helps.
  await (await registration.pushManager.getSubscription())?.unsubscribe();
  const subscription = await limited(
    registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: data.public_key }),
  );
  await send(subscription);
  return "on";
}

export type TestResult = "arrived" | "mailed" | "silent" | "too_many" | "failed";

/** Ask the server for a test reminder and wait until this phone's service worker has shown it. */
export async function testPush(waitMs = 20_000): Promise<TestResult> {
  const tags = new Set<string>();
  let heard: () => void = () => undefined;
  const listen = ({ data }: MessageEvent) => {
    if (typeof data?.arrived !== "string") return;
    tags.add(data.arrived);
    heard();
  };
  // Before asking: the push may be quicker than the answer.
  navigator.serviceWorker?.addEventListener("message", listen);
  try {
    const { data, response } = await api.POST("/api/v1/reminders/test");
    if (!data) return response.status === 429 ? "too_many" : "failed";
    if (data.by_email) return "mailed";
    if (data.devices === 0) return "failed";
    const until = Date.now() + waitMs;
    while (!tags.has(data.tag) && Date.now() < until)
      await new Promise<void>((resolve) => {
        heard = resolve;
        setTimeout(resolve, until - Date.now());
      });
    return tags.has(data.tag) ? "arrived" : "silent";
  } catch {
    return "failed";
  } finally {
    navigator.serviceWorker?.removeEventListener("message", listen);
  }
}

/** Tell the server again what this device holds: subscriptions die without a word. One that was made under an older
 * key of the server is made anew. */
export async function repairPush(): Promise<void> {
  if (!("PushManager" in window)) return;
  const registration = await navigator.serviceWorker.getRegistration("/app/");
  const subscription = await registration?.pushManager.getSubscription();
  if (!registration || !subscription) return;
  const { data } = await api.GET("/api/v1/device/push-key");
  if (!data?.public_key || isMadeWith(subscription, data.public_key)) return send(subscription);
  await subscription.unsubscribe();
  const options = { userVisibleOnly: true, applicationServerKey: data.public_key };
  await send(await limited(registration.pushManager.subscribe(options)));
}

/** Give up this device's subscription, as when somebody signs out: the next person must not get these reminders. */
export async function dropPush(): Promise<void> {
  if (!("PushManager" in window)) return;
  const registration = await navigator.serviceWorker.getRegistration("/app/");
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}

/** A browser that does not say which key it used is believed. */
function isMadeWith(subscription: PushSubscription, key: string): boolean {
  return (keyOf(subscription) ?? key) === key.replaceAll("=", "");
}

/** The server's key that a subscription was made with, as base64url; null where the browser does not say. */
function keyOf(subscription: PushSubscription): string | null {
  const used = subscription.options?.applicationServerKey;
  if (!used) return null;
  const text = btoa(String.fromCharCode(...new Uint8Array(used)));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function send(subscription: PushSubscription): Promise<void> {
  const { endpoint, keys } = subscription.toJSON();
  const used = keyOf(subscription);
  await api.PUT("/api/v1/device/push", {
    body: {
      endpoint: endpoint ?? "",
      p256dh: keys?.p256dh ?? "",
      auth: keys?.auth ?? "",
      ...(used && { public_key: used }),
    },
  });
}

function limited<Value>(work: Promise<Value>): Promise<Value> {
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error("no answer")), LIMIT_MS));
  return Promise.race([work, late]);
}
