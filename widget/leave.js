// The quick exit: the page is gone at once, and what it kept is emptied.

const button = document.getElementById("lamna");
const PRESSES = 3, WITHIN = 1500; // milliseconds

export function armQuickExit(empty) {
  button.addEventListener("click", (event) => {
    event.preventDefault();
    leave(empty);
  });
  let pressed = [];
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift") pressed = [];
    else if (!event.repeat) {
      const now = performance.now();
      pressed = [...pressed.filter((time) => now - time < WITHIN), now];
      if (pressed.length >= PRESSES) leave(empty);
    }
  });
}

function leave(empty) {
  document.documentElement.hidden = true;
  document.title = "";
  empty();
  fetch("/chatt/lamna", { method: "POST", keepalive: true, redirect: "manual" }).catch(() => {});
  goAway(button.dataset.till);
}

/** In somebody's frame the whole tab goes, where the browser lets it; else the frame alone. */
function goAway(address) {
  try {
    top.location.replace(address);
  } catch {
    location.replace(address);
  }
}
