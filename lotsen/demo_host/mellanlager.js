// The service worker of the curious page: it tells the page of every request that it is shown.

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", async ({ request }) => {
  for (const client of await clients.matchAll()) client.postMessage(`${request.method} ${request.url}`);
});
