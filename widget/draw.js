// Draws what is said. All markup comes from the page's templates, all words from its word list.

const templates = (name) => document.getElementById(`mall-${name}`).content;
export const words = JSON.parse(document.getElementById("ord").textContent);
const log = document.getElementById("samtal");
const pinned = document.getElementById("kris");
const spoken = document.getElementById("upplast");
const seen = new Set();

export const bySender = (id) => log.querySelector(`[data-client="${CSS.escape(id)}"]`);
export const noteSeen = (seq) => seen.add(seq);
export const lastSeen = () => Math.max(0, ...seen);

export function clear() {
  seen.clear();
  log.replaceChildren();
}

export function drawOwn(text, clientId) {
  closeChoices();
  turnTop = null;
  const row = addRow("visitor");
  row.dataset.client = clientId;
  row.append(bubble(text));
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

export function markSent(row) {
  if (!row) return;
  row.classList.remove("osant");
  row.querySelector(".osant-text")?.remove();
}

/** Draws each event once; says it aloud unless `quiet` (the history at reload). */
export function drawEvents(events, { quiet = false } = {}) {
  const fresh = events.filter(isNew);
  const stick = quiet || isNearEnd() || log.lastElementChild?.classList.contains("visitor");
  let first = null;
  if (fresh.some((event) => event.forgets)) log.replaceChildren();
  for (const event of fresh) {
    const row = event.from === "visitor" ? drawVisitor(event) : drawReply(event);
    if (row && event.from !== "visitor") first ??= row;
  }
  if (quiet) log.lastElementChild?.scrollIntoView({ block: "end" });
  else if (first && stick) showFromTop(first);
  if (!quiet) announce(fresh.filter((event) => event.from !== "visitor").map(inWords).join(" "));
}

let turnTop = null;
let turnTimer;

/** What comes in pieces is read from its first piece on. */
function showFromTop(row) {
  turnTop ??= row;
  turnTop.scrollIntoView({ block: "nearest" });
  clearTimeout(turnTimer);
  turnTimer = setTimeout(() => { turnTop = null; }, 1500);
}

function isNew(event) {
  if (event.seq === null) return true;
  if (seen.has(event.seq)) return false;
  seen.add(event.seq);
  return true;
}

function drawVisitor(event) {
  const own = bySender(event.client_id);
  if (own) {
    markSent(own);
    return own;
  }
  return drawOwn(event.text, event.client_id);
}

function drawReply(event) {
  const row = addRow(event.from);
  if ((event.kind === "notice" && !event.sections?.length) || event.kind === "handover") row.classList.add("notis");
  row.append(...(parts[event.kind] ?? parts.text)(event));
  return row;
}

const parts = {
  text: (reply) => [bubble(reply.text)],
  activities: (reply) => [
    ...[reply.intro, reply.widened].filter(Boolean).map(bubble),
    list([...reply.items.map((item) => fill("kort", item)), ...[reply.line, reply.also].filter(Boolean).map((item) => fill("linje", item))]),
  ],
  support_lines: (reply) => [...[reply.intro].filter(Boolean).map(bubble), list(reply.items.map((item) => fill("linje", item)))],
  crisis: (reply) => {
    pin(reply.lines);
    const lines = list(reply.lines.map((item) => fill("linje", item)));
    lines.classList.add("kris");
    return [bubble(reply.text), lines, ...(reply.choices?.length ? [choices(reply.choices)] : [])];
  },
  notice: (reply) => [reply.sections?.length ? plan(reply) : bubble(reply.text)],
  choices: (reply) => [bubble(reply.text), choices(reply.choices)],
};

function addRow(author) {
  const row = templates("rad").firstElementChild.cloneNode(true);
  row.classList.add(author);
  row.querySelector(".vem").textContent = author === "visitor" ? words.you : words[author];
  log.append(row);
  return row;
}

function bubble(text) {
  const node = templates("bubbla").firstElementChild.cloneNode(true);
  node.textContent = text;
  return node;
}

function list(items) {
  const node = document.createElement("ul");
  node.className = "lista";
  node.append(...items);
  return node;
}

/** A copy of the template with the item's fields; parts that have nothing to show are taken out. */
function fill(name, item) {
  const card = templates(name).firstElementChild.cloneNode(true);
  for (const node of card.querySelectorAll("[data-if]")) if (!item[node.dataset.if]) node.remove();
  for (const node of card.querySelectorAll("[data-f]")) {
    const value = item[node.dataset.f];
    if (value) node.textContent = value;
    else node.remove();
  }
  for (const node of card.querySelectorAll("[data-tel]")) node.href = `tel:${digits(item[node.dataset.tel])}`;
  for (const node of card.querySelectorAll("[data-href]")) setLink(node, item[node.dataset.href]);
  return card;
}

/** Something to keep, under its headings; it can be saved as a plain text file or printed, alone on its page. */
function plan(reply) {
  const card = fill("plan", reply);
  card.querySelector(".delar").replaceChildren(...reply.sections.map((part) => fill("del", part)));
  card.querySelector("[data-spara]")?.addEventListener("click", () => save(reply));
  card.querySelector("[data-skriv-ut]")?.addEventListener("click", () => window.print());
  return card;
}

function save({ title, sections }) {
  const text = [title, ...sections.map((part) => `${part.heading}\n${part.text}`)].join("\n\n");
  const href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  Object.assign(document.createElement("a"), { href, download: "anteckning.txt" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}

const digits = (phone) => phone.replace(/[^+\d]/g, "");

function setLink(node, address) {
  if (/^https?:\/\//.test(address)) node.href = address;
  else node.remove();
}

function choices(texts) {
  const form = document.createElement("form");
  form.className = "val";
  form.append(...texts.map((text) => Object.assign(document.createElement("button"), { name: "text", value: text, textContent: text })));
  return form;
}

/** Used buttons stay where they are, with what was chosen; a pressed one keeps its focus. */
export function closeChoices(chosen) {
  for (const form of log.querySelectorAll("form.val:not([data-used])")) {
    form.dataset.used = "";
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
    if (!chosen) continue;
    const said = document.createElement("p");
    said.className = "valt";
    said.textContent = words.chosen.replace("{choice}", chosen);
    form.after(said);
  }
}

function pin(lines) {
  const items = lines.filter((line) => line.phone).map((line) => {
    const item = document.createElement("li");
    const link = Object.assign(document.createElement("a"), { className: "knapp", href: `tel:${digits(line.phone)}` });
    link.textContent = line.name === line.phone ? line.phone : `${line.name} ${line.phone}`;
    item.append(link);
    return item;
  });
  pinned.querySelector("ul").replaceChildren(...items);
  pinned.hidden = items.length === 0;
}

/** What the page itself can say when no answer comes. */
export function drawReserve() {
  const row = addRow("bot");
  row.append(templates("reserv").cloneNode(true));
  announce(row.textContent);
}

export function drawNotice(text) {
  drawReply({ from: "system", kind: "notice", text });
  announce(text);
}

let waiting = [];
let timer;

/** One polite node outside the log says new things once, a moment after they came. */
export function announce(text) {
  if (!text) return;
  waiting.push(text.replace(/\s+/g, " ").trim());
  clearTimeout(timer);
  timer = setTimeout(() => {
    spoken.textContent = waiting.join(" ");
    waiting = [];
  }, 250);
}

function inWords(event) {
  const names = [...(event.items ?? []), ...(event.lines ?? []), ...(event.line ? [event.line] : [])];
  const what = [event.intro || (event.items ? "" : event.text), event.widened, names.map((one) => [one.name, one.phone].filter(Boolean).join(" ")).join(", ")];
  return `${words[event.from]}: ${[...what.filter(Boolean), ...(event.choices ?? [])].join(" ")}`;
}

function isNearEnd() {
  return window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 240;
}
