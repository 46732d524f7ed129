// The sign that somebody is writing, both ways. It holds no text, is read aloud to nobody and moves nothing.

import { post } from "./konsol.js";

const EVERY = 4000, SHOWN = 7000; // milliseconds between two signs, and how long one is worth something
const sign = document.getElementById("skriver");
let told = 0;
let timer;

/** The visitor is told that something is written in the box; notes beside it tell nobody. */
export function tellWriting(id, box) {
  if (!box.value.trim() || Date.now() - told < EVERY) return;
  told = Date.now();
  post(`/samtal/${id}/skriver`).catch(() => { /* the next one, or the message itself, tells */ });
}

export function showWriting(is = true) {
  if (!sign) return;
  clearTimeout(timer);
  sign.textContent = is ? "Personen skriver …" : "";
  if (is) timer = setTimeout(() => showWriting(false), SHOWN);
}
