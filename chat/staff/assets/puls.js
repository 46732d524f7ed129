// Pages beside the console: the sign of life, so that a chat in another tab is kept, and the alarm of a call for help.

import * as alarm from "./larm.js";

const BEAT = 20000; // milliseconds
const { nyckel } = document.body.dataset;

async function beat() {
  const body = new URLSearchParams({ nyckel });
  try {
    const answer = await fetch("/puls", { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
    const { help } = await answer.json();
    if (answer.ok) alarm.waits(help, "En volontär kallar på hjälp.", `(${help}) rop på hjälp`);
  } catch { /* the next one tells */ }
}

if (nyckel) {
  alarm.arm();
  beat();
  setInterval(beat, BEAT);
}
