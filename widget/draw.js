// Draws what is said. All markup comes from the page's templates, all words from its word list.

import * as cards from "./cards.js";
import { announce } from "./speak.js";
import { addRow, bySender, clear, firstWords, isNew, lastRow, number, rows, speaker, startAt, templates, words } from "./rows.js";
import { hear } from "./who.js";

export function drawOwn(event, waits = false) {
  closeChoices([...rows("form:not([data-used]) button")].find((button) => button.value === event.text));
  turnTop = null;
  const row = addRow("visitor", event, waits);
  row.dataset.client = event.client_id;
  if (waits) row.dataset.waits = "";
  row.append(bubble(event.text));
  row.scrollIntoView({ block: "nearest" });
  return row;
}

export function markUnsent(row, help) {
  if (!row || row.classList.contains("osant")) return;
  row.classList.add("osant");
  const note = document.createElement("p");
  note.className = "osant-text";
  note.textContent = `${words.unsent}. ${help}`;
  row.append(note);
  row.scrollIntoView({ block: "nearest" });
  announce(note.textContent);
}

/** What was sent has the number before its first answer's. */
export function markSent(row, [answer] = []) {
  if (!row) return;
  if (answer?.seq) number(row, answer.seq - 1);
  delete row.dataset.waits;
  row.classList.remove("osant");
  row.querySelector(".osant-text")?.remove();
}

/** What was said before, drawn anew and said to nobody; the first words are in it. */
export function drawHistory(events) {
  if (!events.length) return;
  for (const row of firstWords()) row.remove();
  startAt(events[0].seq ?? 1);
  drawEvents(events, { quiet: true });
}

/** Draws each event once; says it aloud unless `quiet`. */
export function drawEvents(events, { quiet = false } = {}) {
  const fresh = events.filter(isNew);
  const stick = quiet || isNearEnd() || lastRow()?.classList.contains("visitor");
  let first = null;
  if (fresh.some((event) => event.forgets)) clear();
  hear(fresh);
  for (const event of fresh) {
    const row = event.from === "visitor" ? drawVisitor(event) : drawReply(event);
    if (row && event.from !== "visitor") first ??= row;
  }
  if (quiet) land();
  else if (first && stick) showFromTop(first);
  if (!quiet) announce(fresh.filter((event) => event.from !== "visitor").map(inWords).join(" "));
}

/** What was said before is read from where the last answer begins; of what a person wrote, the last is shown. */
function land() {
  const all = [...document.querySelectorAll("#samtal > .rad")];
  const said = all.slice(all.map((row) => row.classList.contains("visitor")).lastIndexOf(true) + 1);
  lastRow()?.scrollIntoView({ block: "end" });
  if (!said.some((row) => row.classList.contains("human"))) said[0]?.scrollIntoView({ block: "nearest" });
}

let turnTop = null;
let turnTimer;

/** What comes in pieces is read from its first piece on, and as much of the rest is shown as there is room for. */
function showFromTop(row) {
  turnTop ??= row;
  lastRow().scrollIntoView({ block: "nearest" });
  turnTop.scrollIntoView({ block: "nearest" });
  clearTimeout(turnTimer);
  turnTimer = setTimeout(() => { turnTop = null; }, 1500);
}

function drawVisitor(event) {
  const own = bySender(event.client_id);
  if (!own) return drawOwn(event);
  markSent(own);
  number(own, event.seq);
  return own;
}

function drawReply(event) {
  if (event.kind === "handover") closeOffers();
  if (event.from === "human") turnTop = null; // a person's message is shown itself
  const row = addRow(event.from, event);
  if (event.kind === "notice" && !event.sections?.length) row.classList.add("notis");
  if (["human", "bot", "closed"].includes(event.state)) row.classList.add("byte");
  row.append(...(parts[event.kind] ?? parts.text)(event));
  return row;
}

const parts = {
  text: (reply) => [bubble(reply.text, reply.lang)],
  activities: (reply) => {
    cards.closeRefusals();
    const items = [...reply.items.map(cards.activity), ...cards.lines(reply).map(cards.line)];
    return [...[reply.intro, reply.widened].filter(Boolean).map(bubble), cards.list(items), cards.keep(reply)];
  },
  support_lines: (reply) => [...[reply.intro].filter(Boolean).map(bubble), cards.list(reply.items.map(cards.line))],
  crisis: (reply) => {
    cards.pin(reply.lines);
    const lines = cards.list(reply.lines.map(cards.line));
    lines.classList.add("kris");
    return [bubble(reply.text), lines, ...(reply.choices?.length ? [choices(reply.choices)] : [])];
  },
  notice: (reply) => [reply.sections?.length ? cards.plan(reply) : bubble(reply.text)],
  choices: (reply) => [bubble(reply.text), choices(reply.choices)],
  handover: (reply) => (reply.state === "offered" ? [bubble(reply.text), summary(reply), offer(reply.choices)] : [bubble(reply.text)]),
};

/** What a volunteer would read first. */
function summary(reply) {
  const card = templates("kortet").firstElementChild.cloneNode(true);
  card.querySelector("dl").append(...reply.summary.map(({ heading, text }) => {
    const row = document.createElement("div");
    row.append(...[["dt", heading], ["dd", text]].map(([name, textContent]) => Object.assign(document.createElement(name), { textContent })));
    return row;
  }));
  return card;
}

/** Stays open until it is answered, whatever else is said meanwhile. */
function offer(texts) {
  const form = choices(texts);
  form.className = "val erbjudande";
  return form;
}

function closeOffers() {
  for (const form of rows("form.erbjudande:not([data-used])")) close(form, null);
}

function bubble(text, lang) {
  const node = templates("bubbla").firstElementChild.cloneNode(true);
  if (lang) node.lang = lang;
  node.textContent = text;
  return node;
}

function choices(texts) {
  const form = document.createElement("form");
  form.className = "val fraga";
  form.append(...texts.map((text) => Object.assign(document.createElement("button"), { name: "text", value: text, textContent: text })));
  return form;
}

/** Used buttons stay where they are, with what was chosen; a pressed one keeps its focus. */
export function closeChoices(pressed) {
  const form = pressed?.form;
  if (form?.matches(".erbjudande")) close(form, pressed);
  for (const each of rows("form.fraga:not([data-used])")) close(each, each === form && pressed);
  if (form?.matches(".nej")) close(form, pressed);
}

function close(form, pressed) {
  form.dataset.used = "";
  cards.disable(form);
  if (!pressed) return;
  const said = document.createElement("p");
  said.className = "valt";
  said.textContent = words.chosen.replace("{choice}", pressed.textContent);
  form.after(said);
}

/** What the page itself can say when no answer comes. */
export function drawReserve(clientId) {
  const row = addRow("bot", { client_id: clientId });
  row.append(templates("reserv").cloneNode(true));
  announce(row.textContent);
}

export function drawNotice(text) {
  const row = drawReply({ from: "system", kind: "notice", text });
  announce(text);
  return row;
}

function inWords(event) {
  const names = [...(event.items ?? []), ...(event.lines ?? []), ...(event.line ? [event.line] : [])];
  const card = (event.summary ?? []).map(({ heading, text }) => `${heading}: ${text}.`);
  const what = [event.intro || (event.items ? "" : event.text), event.widened, names.map((one) => [one.name, one.phone].filter(Boolean).join(" ")).join(", ")];
  const buttons = event.kind === "handover" && !card.length ? [] : event.choices ?? [];
  return `${speaker(event.from, event.name)}: ${[...what.filter(Boolean), ...card, ...buttons].join(" ")}`;
}

function isNearEnd() {
  return window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 240;
}
