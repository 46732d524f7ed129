// The chat with script: what is said comes by itself and stays where it is; what is written is kept until it has arrived.

import { begin, post } from "./konsol.js";
import { showWriting, tellWriting } from "./skriver.js";
import { announce } from "./speak.js";
import { Outbox } from "./utkorg.js";

const byId = (id) => document.getElementById(id);
const page = document.querySelector("[data-samtal]");
const id = page.dataset.samtal;
const log = byId("samtal"), form = byId("skriv"), box = byId("text"), error = byId("fel"), toNew = byId("till-nytt");
const seen = new Set([...log.querySelectorAll("[data-seq]")].map((row) => row.dataset.seq));
const draft = `utkast:${id}`;

const outbox = form && new Outbox(`utkorg:${id}`, {
  send: (message) => post(`/samtal/${id}/sag`, message),
  sent: (message, row) => draw(row),
  waits: (message) => note(message, "Inte skickat. Skickas när nätet är tillbaka."),
  refused: giveBack,
});

const stream = begin({
  rad: draw,
  samtal: ({ borta, kvar, sen }) => {
    const there = byId("borta");
    if (there.textContent !== borta) { there.textContent = borta; announce(borta); }
    if (form) keepEnd(() => { byId("har-lamnat").textContent = kvar ? "" : borta; byId("svara-nu").hidden = !sen; });
  },
  skriver: () => showWriting(),
  viskning: ({ id: number, text }) => whisper(number, text),
  hjalp: ({ text }) => { const said = byId("hjalp-sagt"); if (said && said.textContent !== text) said.textContent = text; },
  slut: ({ text }) => end(text),
  refused: (text) => end(text),
  back: () => outbox?.pump(),
}, page.dataset.fram);

/** An event of the talk, once, at the end or in the place of what was written here. */
function draw(row) {
  if (seen.has(String(row.seq))) return;
  seen.add(String(row.seq));
  const fresh = document.createRange().createContextualFragment(row.html).firstElementChild;
  const own = row.client_id && log.querySelector(`[data-client="${CSS.escape(row.client_id)}"]`);
  const follow = isAtEnd();
  if (own) own.replaceWith(fresh);
  else log.insertBefore(fresh, log.querySelector("[data-waits]"));
  if (row.from === "human") return;
  showWriting(false);
  announce(row.spoken);
  if (follow) showEnd();
  else if (toNew) toNew.hidden = false;
}

/** Whether the end of the talk is in sight, or nearly; on a phone there is more below it. */
function isAtEnd() {
  const { bottom } = log.getBoundingClientRect();
  return bottom > 0 && bottom < innerHeight + 160;
}
/** What comes above the box takes room: who reads the end of the talk still sees it. */
function keepEnd(change) {
  const follow = isAtEnd();
  change();
  if (follow) showEnd();
}
function showEnd() {
  const root = document.documentElement.style;
  root.scrollPaddingBottom = form && getComputedStyle(form).position === "sticky" ? `${form.offsetHeight + 8}px` : "";
  log.lastElementChild?.scrollIntoView({ block: "nearest" });
}

function drawOwn(message) {
  const row = byId("mall-eget").content.firstElementChild.cloneNode(true);
  row.dataset.client = message.client_id;
  row.dataset.waits = "";
  row.querySelector(".bubbla").textContent = message.text;
  log.append(row);
  showEnd();
}

function note(message, text) {
  const said = log.querySelector(`[data-client="${CSS.escape(message.client_id)}"] .osant-text`);
  if (said && said.textContent !== text) { said.textContent = text; announce(text); }
}

/** What the server would not take goes back into the box; nothing that was written is lost. */
function giveBack(message, why) {
  log.querySelector(`[data-client="${CSS.escape(message.client_id)}"]`)?.remove();
  fill([message.text, box.value].filter(Boolean).join("\n"), false);
  tell(why);
}

function tell(text) {
  keepEnd(() => { error.textContent = text; error.hidden = !text; });
  announce(text);
}

function fill(text, focus = true) {
  box.value = text;
  keepDraft();
  if (focus) { box.focus(); box.setSelectionRange(text.length, text.length); }
}

function keepDraft() {
  try { sessionStorage.setItem(draft, box.value); } catch { /* the box itself is enough */ }
}

function restoreDraft() {
  try { box.value ||= sessionStorage.getItem(draft) ?? ""; } catch { /* nothing was kept */ }
}

function whisper(number, text) {
  const line = byId("viskning");
  if (!line || Number(line.dataset.id) >= number) return;
  if (line.textContent) byId("anteckningslista").append(Object.assign(document.createElement("li"), { textContent: `Tidigare viskning: ${line.textContent}` }));
  line.dataset.id = number;
  line.textContent = text;
  keepEnd(() => { byId("viskningar").hidden = false; });
  announce(`Från samordnaren: ${text}`);
}

/** Somebody else has the chat, or it is deleted: nothing more can be written, what was written can still be copied. */
function end(text) {
  stream.close();
  if (form) tell(`${text} Det du skrivit står kvar i rutan.`);
  else announce(text);
  for (const button of page.querySelectorAll("form:not(#hjalp) button")) button.setAttribute("aria-disabled", "true");
  if (form) keepEnd(() => { byId("efterat").hidden = false; });
  ended = true;
}
let ended = false;

function sendBox(event) {
  event.preventDefault();
  const text = box.value.trim();
  if (!text || ended) return;
  const message = outbox.take({ text });
  fill("");
  tell("");
  drawOwn(message);
  outbox.pump();
}

const keys = {
  F2: () => box?.focus(),
  F4: () => openTab("fardiga", "a"),
  F8: () => openTab("sok", "input"),
  F9: () => openTab("sluta", "input"),
};

const SETTLES = 600; // milliseconds after a tab has opened
const opened = new WeakMap();

/** What lay below moves when a tab opens, so the second click of a double click must not press what came under it. */
function guardTabs() {
  for (const tab of document.querySelectorAll("details.flik")) {
    tab.addEventListener("toggle", () => {
      if (!tab.open) return;
      opened.set(tab, performance.now());
      tab.querySelector("summary").scrollIntoView({ block: "nearest" });
    });
  }
  addEventListener("click", (event) => {
    const button = event.target.closest("details.flik > div button");
    const since = performance.now() - (opened.get(button?.closest("details.flik")) ?? -Infinity);
    const warns = button?.form?.getAttribute("action")?.endsWith("/varna");
    if (since < SETTLES && (event.detail > 1 || warns)) event.preventDefault();
  }, true);
}
guardTabs();

function openTab(name, first) {
  const tab = byId(name);
  if (!tab) return;
  tab.open = true;
  tab.querySelector(`:scope > div ${first}:not([type="hidden"])`)?.focus();
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});
page.addEventListener("submit", (event) => { if (ended && event.target.id !== "hjalp") event.preventDefault(); }, true); // help is always there

if (form) {
  byId("hamta").hidden = true;
  restoreDraft();
  for (const message of outbox.queue) drawOwn(message);
  outbox.pump();
  form.addEventListener("submit", sendBox);
  box.addEventListener("input", () => { keepDraft(); if (!ended) tellWriting(id, box); });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  toNew.addEventListener("click", () => { toNew.hidden = true; showEnd(); box.focus(); });
  addEventListener("scroll", () => { if (isAtEnd()) toNew.hidden = true; }, { passive: true });
  byId("fardiga").addEventListener("click", (event) => {
    const link = event.target.closest("[data-fyll]");
    if (!link) return;
    event.preventDefault();
    fill([box.value.trim(), link.dataset.fyll].filter(Boolean).join("\n"));
  });
  byId("sok").addEventListener("submit", searchOrSuggest);
  byId("anteckningar").addEventListener("submit", keepNote);
  byId("hjalp").addEventListener("submit", askForHelp);
}
showEnd(); // for who only reads along too: what was said last is what matters

async function searchOrSuggest(event) {
  event.preventDefault();
  const asked = new URLSearchParams(new FormData(event.target));
  try {
    if (event.target.role === "search") {
      const answer = await fetch(`/samtal/${id}/sok?${asked}`, { cache: "no-store" });
      if (answer.ok) byId("traffar").innerHTML = await answer.text();
      return;
    }
    const { ok, content } = await post(event.target.action, Object.fromEntries(asked));
    if (!ok) return tell(content?.error?.message ?? "Det gick inte. Försök igen.");
    draw(content);
    event.submitter.textContent = "Skickat";
    event.submitter.setAttribute("aria-disabled", "true");
    announce(content.said);
  } catch { tell("Nätet är borta. Försök igen när det är tillbaka."); }
}

async function keepNote(event) {
  event.preventDefault();
  const note = event.target.elements.text;
  try {
    const { ok, content } = await post(event.target.action, { text: note.value });
    if (!ok) return tell(content?.error?.message ?? "Det gick inte. Försök igen.");
    byId("anteckningslista").append(Object.assign(document.createElement("li"), { textContent: content.text }));
    note.value = "";
    announce(content.said);
  } catch { tell("Nätet är borta. Anteckningen står kvar i rutan."); }
}

async function askForHelp(event) {
  event.preventDefault();
  byId("sos").open = true;
  try {
    const { ok, content } = await post(event.target.action);
    byId("hjalp-sagt").textContent = ok ? content.said : content?.error?.message;
  } catch { byId("hjalp-sagt").textContent = "Nätet är borta, så ropet gick inte fram. Ring samordnaren."; }
}
