/**
 * Keeps the pages that work without a network, and nothing else: no page about a person is ever kept here.
 * The server puts SHELL_FILES and SHELL_VERSION before this text.
 */
declare const SHELL_FILES: string[];
declare const SHELL_VERSION: string;

/** What of a service worker this file uses; the DOM's library does not know it. */
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Lasting {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker extends EventTarget {
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  location: Location;
}

const worker = self as unknown as Worker;
const PREFIX = "leye-offline-";
const NAME = PREFIX + SHELL_VERSION;
const [APP, AWAY] = SHELL_FILES as [string, string];

async function keep(): Promise<void> {
  const cache = await caches.open(NAME);
  await cache.addAll(SHELL_FILES.map((file) => new Request(file, { cache: "reload" })));
  await worker.skipWaiting();
}

async function tidy(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

async function kept(path: string): Promise<Response | undefined> {
  const cache = await caches.open(NAME);
  return cache.match(path, { ignoreVary: true });
}

async function keptOrFetched(path: string, request: Request): Promise<Response> {
  return (await kept(path)) ?? fetch(request);
}

/** A page from the server; without a network one that says so. */
async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const away = await kept(AWAY);
    if (away) return away;
    throw error;
  }
}

worker.addEventListener("install", (event) => (event as Lasting).waitUntil(keep()));
worker.addEventListener("activate", (event) => (event as Lasting).waitUntil(tidy()));
worker.addEventListener("fetch", (event) => {
  const { request, respondWith } = { request: (event as Fetching).request, respondWith: (event as Fetching).respondWith.bind(event) };
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== worker.location.origin) return;
  if (SHELL_FILES.includes(address.pathname)) respondWith(keptOrFetched(address.pathname, request));
  else if (request.mode === "navigate") respondWith(page(request));
});
