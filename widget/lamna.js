// The quick exit, in the head of every page and no module: it is there before anything can be seen, whatever else is slow.
// The page is gone at once, and what it kept is emptied.

(() => {
  const PRESSES = 3, WITHIN = 1500; // milliseconds
  const { till } = document.currentScript.dataset;
  let pressed = [];

  addEventListener("click", (event) => {
    if (!event.target.closest?.("#lamna")) return;
    event.preventDefault();
    leave();
  });

  addEventListener("keydown", (event) => {
    if (event.key !== "Shift") pressed = [];
    else if (!event.repeat) {
      const now = event.timeStamp; // when the key was pressed, however late a busy page hears of it
      pressed = [...pressed.filter((time) => now - time < WITHIN), now];
      if (pressed.length >= PRESSES) leave();
    }
  });

  function leave() {
    document.documentElement.hidden = true;
    document.title = "";
    document.cookie = "lamnat=1; path=/; max-age=3600; samesite=lax"; // holds also when the net is away
    dispatchEvent(new Event("lamna")); // a chat that is running stops and forgets what it holds itself
    forget();
    fetch("/chatt/lamna", { method: "POST", keepalive: true, redirect: "manual" }).catch(() => {});
    goAway();
  }

  /** What the chat kept in this tab, and its conversation. */
  function forget() {
    let pass = null;
    try {
      pass = JSON.parse(sessionStorage.getItem("pass"));
      sessionStorage.clear();
    } catch { /* nothing was kept */ }
    if (!pass) return;
    const headers = { Authorization: `Bearer ${pass.token}` };
    fetch(`/api/v1/conversations/${pass.id}`, { method: "DELETE", keepalive: true, headers }).catch(() => {});
  }

  /** In somebody's frame the whole tab goes, where the browser lets it; else the frame alone. */
  function goAway() {
    try {
      top.location.replace(till);
    } catch {
      location.replace(till);
    }
  }
})();
