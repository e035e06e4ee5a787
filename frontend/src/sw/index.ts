// The service worker: keeps the app's shell for offline use, and shows reminders. It never touches the API, so no
// health data ever lies in its cache.
declare const __VERSION__: string;
declare const __SHELL__: string[];
declare const self: ServiceWorkerGlobalScope;

const CACHE = `nod-shell-${__VERSION__}`;
const NEUTRAL: Shown = { title: "Nod", body: "", tag: "nod", navigate: "/app/" };

self.addEventListener("install", (event) => {
  // `reload` goes past the browser's own cache: a shell must not be made of old files.
  const files = __SHELL__.map((url) => new Request(url, { cache: "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(files)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && url.pathname.startsWith("/app/")) {
    event.respondWith(fromCache("/app/", request));
  } else if (__SHELL__.includes(url.pathname)) {
    event.respondWith(fromCache(url.pathname, request));
  }
});

async function fromCache(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}

// The page asks for it when the patient agrees to an update; never by itself, and so never during a session.
self.addEventListener("message", (event) => {
  if (event.data === "update") void self.skipWaiting();
});

interface Shown {
  title: string;
  body: string;
  tag: string;
  navigate: string;
  /** Signed by the server: proof of which reminder came to which device. Words of the buttons come with it. */
  data?: { receipt?: string; open?: string; snooze?: string } | undefined;
}

self.addEventListener("push", (event) => {
  // Always show something: iOS takes the permission away from apps that stay silent.
  const { title, body, tag, navigate, data } = read(event.data);
  const actions = [
    ...(data?.open ? [{ action: "open", title: data.open }] : []),
    ...(data?.snooze ? [{ action: "snooze", title: data.snooze }] : []),
  ];
  // Phones without buttons (iOS) ignore them; a tap opens the app everywhere.
  const options = { body, tag, icon: "/icons/icon-192.png", data: { ...data, navigate }, actions };
  event.waitUntil(
    (async () => {
      await self.registration.showNotification(title, options);
      // The app's test button waits for this; without a page open nobody hears it.
      for (const page of await self.clients.matchAll({ type: "window" })) page.postMessage({ arrived: tag });
      await tell(data?.receipt, "shown");
    })(),
  );
});

function read(data: PushMessageData | null): Shown {
  try {
    const sent = (data?.json() as { notification?: Partial<Shown> } | undefined)?.notification;
    const texts = Object.entries(sent ?? {}).filter(([, value]) => typeof value === "string");
    return { ...NEUTRAL, ...Object.fromEntries(texts), data: sent?.data };
  } catch {
    return NEUTRAL;
  }
}

/** Tell the server what became of a notification. Without a network it stays untold: then the server sends mail too. */
async function tell(receipt: string | undefined, event: "shown" | "opened" | "snoozed"): Promise<boolean> {
  if (!receipt) return false;
  try {
    const answer = await fetch("/api/v1/reminders/receipts", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ receipt, event }),
      credentials: "omit",
      keepalive: true,
    });
    return answer.ok;
  } catch {
    return false;
  }
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { receipt, navigate } = event.notification.data ?? {};
  if (event.action === "snooze") {
    event.waitUntil(
      (async () => {
        // When the server cannot be told, later is now: better the app than nothing.
        if (!(await tell(receipt, "snoozed"))) await open(navigate);
      })(),
    );
    return;
  }
  event.waitUntil(Promise.all([open(navigate), tell(receipt, "opened")]));
});

async function open(navigate: string | undefined): Promise<void> {
  const target = new URL(navigate ?? "/app/", self.location.origin);
  const pages = await self.clients.matchAll({ type: "window" });
  const app = pages.find((client) => new URL(client.url).pathname.startsWith("/app/"));
  if (app) {
    // The app routes by itself, so that a session in progress is paused, not lost. Told before it comes to the front,
    // because some systems do not let us bring it there.
    app.postMessage({ navigate: target.pathname });
    await app.focus();
  } else await self.clients.openWindow(target.pathname);
}

export {};
