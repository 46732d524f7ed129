// What every page of the console does with script: one stream, the alarm, a sign of life, and the log-out warning.

import { announce } from "./speak.js";
import * as alarm from "./larm.js";
import { Stream } from "./strom.js";

const BEAT = 20000;
const { nyckel, strom } = document.body.dataset;
const net = document.getElementById("nat");
const OUT = "Du är utloggad. Ladda om sidan och logga in igen. Det du skrivit finns kvar på den här datorn.";
const WARN = 150; // seconds before somebody who does nothing is logged out
let soonOut = false;

export async function post(address, fields = {}) {
  const body = new URLSearchParams({ nyckel, ...fields });
  const headers = { Accept: "application/json" };
  const signal = AbortSignal.timeout?.(15000);
  const response = await fetch(address, { method: "POST", body, headers, cache: "no-store", redirect: "manual", signal });
  const isJson = response.headers.get("content-type")?.startsWith("application/json");
  return { status: response.status, ok: response.ok, gone: response.type === "opaqueredirect" || response.status === 401, content: isJson ? await response.json() : null };
}

function tellNet(text) {
  net.textContent = text;
}

/** Begins; `on` adds the page's own events, `last` is the number of the last one that the page has. */
export function begin(on = {}, last = "") {
  alarm.arm(document.getElementById("larm"));
  const stream = new Stream(strom, {
    lost: () => { tellNet("Nätet är borta. Det du skriver finns kvar här och skickas när nätet är tillbaka."); on.lost?.(); },
    refused: (status, text) => { tellNet(status === 401 ? OUT : ""); if (status !== 401) on.refused?.(text); },
    back: () => { tellNet(""); announce("Nätet är tillbaka."); on.back?.(); },
    ...pages(on),
  }, last);
  beat();
  setInterval(beat, BEAT);
  return stream;
}

function pages({ lost, back, refused, laget, ...rest }) {
  return { laget: (state) => { heed(state); laget?.(state); }, ...rest };
}

function heed(state) {
  const help = state.help ? "En volontär kallar på hjälp." : "";
  alarm.waits(state.alarm + state.help, help || "Någon väntar på en människa.", state.help ? `(${state.help}) rop på hjälp` : `(${state.alarm}) väntar`);
}

async function beat() {
  try {
    const answer = await post("/puls");
    if (answer.gone) tellNet(OUT);
    else if (answer.ok) warn(answer.content.left);
  } catch { /* the stream tells when the net is away */ }
}

function warn(left) {
  if (left > WARN) return;
  if (!soonOut) tellNet("Du loggas snart ut, för att inget har hänt på en stund. Tryck på valfri tangent om du är kvar.");
  soonOut = true;
}

/** One key or press is enough to stay. */
async function stay() {
  if (!soonOut) return;
  soonOut = false;
  try {
    const { ok } = await post("/session");
    tellNet(ok ? "" : "Du är utloggad. Ladda om sidan och logga in igen.");
  } catch { soonOut = true; }
}
addEventListener("keydown", stay);
addEventListener("pointerdown", stay);
