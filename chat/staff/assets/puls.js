// Pages beside the console: the sign of life alone, so that a chat in another tab is not given to somebody else.

const BEAT = 20000; // milliseconds
const { nyckel } = document.body.dataset;

function beat() {
  const body = new URLSearchParams({ nyckel });
  fetch("/puls", { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" }).catch(() => {});
}

if (nyckel) {
  beat();
  setInterval(beat, BEAT);
}
