// What a tracker does: it listens to everything, patches what it can, and looks into every frame. It sends nothing anywhere.

const seen = (globalThis.sett = []); // { what, detail }: what came out
const refused = (globalThis.nekat = []); // what the browser said no to

function note(list, what, detail = "") {
  const text = typeof detail === "string" ? detail : JSON.stringify(detail);
  if (list.some((one) => one.what === what && one.detail === text)) return;
  list.push({ what, detail: text });
  if (document.readyState !== "loading") show(list, list.at(-1));
}

function show(list, { what, detail }) {
  const row = document.createElement("li");
  row.textContent = [what, detail].filter(Boolean).join(": ");
  document.getElementById(list === seen ? "sett" : "nekat").append(row);
}

document.addEventListener("DOMContentLoaded", () => {
  for (const list of [seen, refused]) list.forEach((one) => show(list, one));
});

// 1. Every event that reaches the page, before anybody else.
for (const kind of ["keydown", "keyup", "keypress", "beforeinput", "input", "change", "paste", "copy", "submit", "click", "focusin", "selectionchange"]) {
  addEventListener(kind, (event) => note(seen, kind, `${event.target.nodeName ?? "document"} ${event.key ?? event.data ?? ""}`.trim()), true);
}

// 2. Every message between windows.
addEventListener("message", (event) => note(seen, "message", event.data), true);

// 3. Every request and every long wait that the browser tells of.
for (const type of ["resource", "navigation", "longtask", "event", "first-input", "layout-shift", "element", "paint"]) {
  try {
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => note(seen, `performance ${type}`, entry.name))).observe({ type, buffered: true });
  } catch { /* this browser does not tell of it */ }
}

// 4. What the page can patch: network, storage, messages, shadow trees.
for (const [owner, name] of [[globalThis, "fetch"], [XMLHttpRequest.prototype, "open"], [Storage.prototype, "setItem"], [Node.prototype, "appendChild"], [EventTarget.prototype, "dispatchEvent"]]) {
  const real = owner[name];
  owner[name] = function patched(...args) {
    note(seen, `patched ${name}`, args.map(String).join(" ").slice(0, 200));
    return real.apply(this, args);
  };
}

// 5. A service worker of this page, which sees every request that this page may see.
navigator.serviceWorker?.register("/mellanlager.js").catch(() => note(refused, "service worker"));
navigator.serviceWorker?.addEventListener("controllerchange", () => fetch("/sida.css?prov")); // to see that it works
navigator.serviceWorker?.addEventListener("message", (event) => note(seen, "service worker", event.data));

// 6. Into the frame itself, again and again.
const WAYS = {
  "frame.contentDocument": (frame) => frame.contentDocument?.body.textContent,
  "frame.contentWindow.document": (frame) => frame.contentWindow.document.body.textContent,
  "frame.contentWindow.location": (frame) => String(frame.contentWindow.location.href),
  "frame.contentWindow.sessionStorage": (frame) => JSON.stringify(frame.contentWindow.sessionStorage),
  "frame.contentWindow.history": (frame) => frame.contentWindow.history.length,
  "frame.contentWindow.name": (frame) => frame.contentWindow.name,
  "frame.contentWindow.fetch": (frame) => { frame.contentWindow.fetch = () => {}; return "patched"; },
  "frame.contentWindow.getSelection": (frame) => String(frame.contentWindow.getSelection()),
  "frame.contentWindow.addEventListener": (frame) => { frame.contentWindow.addEventListener("keydown", () => {}); return "listening"; },
  "document.cookie": () => document.cookie,
  "own storage": () => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]).replace("[{},{}]", ""),
};

function look() {
  for (const launcher of document.querySelectorAll("stod-launcher")) {
    const frame = launcher.shadowRoot?.querySelector("iframe");
    if (!frame) continue;
    note(seen, "address of the frame", frame.src);
    for (const [what, way] of Object.entries(WAYS)) {
      try {
        const found = way(frame);
        if (found) note(seen, what, String(found));
        else note(refused, what, "empty");
      } catch (error) {
        note(refused, what, error.name);
      }
    }
    note(seen, "text of the panel", launcher.shadowRoot.querySelector(".ruta").textContent.trim());
  }
}
setInterval(look, 250);
