// Our page inside somebody's frame: tells the launcher "ready", "closed" and how many answers are unread. Never a word of the talk.
// Who may frame us at all is for the server to say (frame-ancestors).

const log = document.getElementById("samtal");
let host = null; // the origin that greeted us
let hidden = false, unread = 0;

function tell(lotsen, more) {
  if (host) parent.postMessage({ lotsen, ...more }, host);
}

function hear({ source, origin, data }) {
  if (source !== parent || parent === window || !/^https?:/.test(origin)) return;
  if (data?.stod === "hello") {
    host = origin;
    tell("ready");
  }
  if (data?.stod === "hidden") hidden = true;
  if (data?.stod === "shown") hidden = false, unread = 0;
}

function countUnread(changes) {
  if (!hidden) return;
  const rows = changes.flatMap((change) => [...change.addedNodes]).filter((node) => node.matches?.("li:not(.visitor)"));
  if (!rows.length) return;
  unread += rows.length;
  tell("unread", { count: unread });
}

// Escape first closes what is open in the page, and only then the panel.
let wasOpen = false;
addEventListener("keydown", () => { wasOpen = Boolean(document.querySelector(".mer[open]")); }, true);
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !wasOpen && !event.isComposing && !event.defaultPrevented) tell("closed");
});
addEventListener("message", hear);
if (log) new MutationObserver(countUnread).observe(log, { childList: true });
