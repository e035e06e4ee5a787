// The service worker: keeps the app's shell for offline use, and shows reminders. It never touches the API, so no
// health data ever lies in its cache.
declare const __VERSION__: string;
declare const __SHELL__: string[];
declare const self: ServiceWorkerGlobalScope;

const CACHE = `nod-shell-${__VERSION__}`;
const NEUTRAL = { title: "Nod", body: "", tag: "nod", navigate: "/app/" };

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

self.addEventListener("push", (event) => {
  // Always show something: iOS takes the permission away from apps that stay silent.
  const { title, body, tag, navigate } = read(event.data);
  const options = { body, tag, icon: "/icons/icon-192.png", data: { navigate } };
  event.waitUntil(
    (async () => {
      await self.registration.showNotification(title, options);
      // The app's test button waits for this; without a page open nobody hears it.
      for (const page of await self.clients.matchAll({ type: "window" })) page.postMessage({ arrived: tag });
    })(),
  );
});

function read(data: PushMessageData | null): typeof NEUTRAL {
  try {
    if (!data) return NEUTRAL;
    return { ...NEUTRAL, ...(data.json() as { notification: typeof NEUTRAL }).notification };
  } catch {
    return NEUTRAL;
  }
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const target = new URL(event.notification.data?.navigate ?? "/app/", self.location.origin);
  event.waitUntil(
    (async () => {
      const open = await self.clients.matchAll({ type: "window" });
      const app = open.find((client) => new URL(client.url).pathname.startsWith("/app/"));
      if (app) {
        await app.focus();
        // The app routes by itself, so that a session in progress is paused, not lost.
        app.postMessage({ navigate: target.pathname });
      } else await self.clients.openWindow(target.pathname);
    })(),
  );
});

export {};
