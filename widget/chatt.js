// The chat page with script. Without it, or if anything here fails at start, the page's forms do the same work.

import * as draw from "./draw.js";
import { armQuickExit } from "./leave.js";
import { memory, Talk } from "./talk.js";

const { words } = draw;
const form = document.getElementById("skriv");
const box = document.getElementById("text");
const error = document.getElementById("fel");
const typing = document.getElementById("skriver");
const more = document.querySelector(".mer");
let reserveShown = false;

const talk = new Talk({
  events: (events) => draw.drawEvents(events),
  begun: (replies) => replies.forEach((reply) => draw.noteSeen(reply.seq)), // the page already shows the first words
  sent: (id) => { draw.markSent(draw.bySender(id)); reserveShown = false; },
  unsent: (id, why) => draw.markUnsent(draw.bySender(id), why ?? words.unsent_help),
  refused: giveBack,
  slow: () => { showTyping(words.slow); draw.announce(words.slow); },
  late: () => { if (!reserveShown) draw.drawReserve(); reserveShown = true; },
  idle: () => showTyping(""),
  gone: () => draw.drawNotice(words.gone),
  lastSeen: draw.lastSeen,
});

function say(text) {
  showError("");
  const id = talk.send(text);
  draw.drawOwn(text, id);
  showTyping(words.writing);
}

function showTyping(text) {
  typing.textContent = text;
  typing.hidden = !text;
}

function showError(text) {
  error.textContent = text;
  error.hidden = !text;
  draw.announce(text);
}

/** A refused message goes back into the box; nothing that was written is lost. */
function giveBack(message, why) {
  draw.bySender(message.client_id)?.remove();
  box.value = [message.text, box.value].filter(Boolean).join("\n");
  memory.set("draft", box.value);
  showError(why);
}

async function restore() {
  box.value ||= memory.get("draft") ?? "";
  if (talk.pass) await restoreHistory();
  for (const message of talk.queue) {
    if (!draw.bySender(message.client_id)) draw.drawOwn(message.text, message.client_id);
  }
  if (!talk.queue.length) return;
  showTyping(words.writing);
  talk.pump();
}

async function restoreHistory() {
  try {
    const { events } = await talk.read();
    if (events.length) draw.clear();
    draw.drawEvents(events, { quiet: true });
  } catch (problem) {
    const ended = problem.status === 404 || problem.status === 401;
    if (ended) talk.setPass(null);
    draw.drawNotice(ended ? words.gone : words.history_away);
  }
  talk.listen();
}

function sendBox(event) {
  event.preventDefault();
  const text = box.value.trim();
  if (text) {
    box.value = "";
    memory.set("draft", "");
    say(text);
  }
  box.focus();
}

function sendByEnter(event) {
  const sends = event.key === "Enter" && !event.shiftKey && !event.isComposing && matchMedia("(pointer: fine)").matches;
  if (!sends) return;
  event.preventDefault();
  form.requestSubmit();
}

function sendChoice(event) {
  event.preventDefault();
  const button = event.submitter;
  if (!button || button.getAttribute("aria-disabled") === "true") return;
  draw.closeChoices(button.value);
  say(button.value);
}

async function endAndForget(event) {
  event.preventDefault();
  try {
    await talk.forget();
  } catch (problem) {
    if (problem.status !== 404 && problem.status !== 401) return showError(problem.message);
    talk.end();
  }
  location.replace("/chatt/avslutad");
}

function closeMore(event) {
  if (event.key !== "Escape" || !more.open) return;
  more.open = false;
  more.querySelector("summary").focus();
}

function forgetQuietly() {
  const { pass } = talk;
  talk.end();
  if (!pass) return;
  const headers = { Authorization: `Bearer ${pass.token}` };
  fetch(`/api/v1/conversations/${pass.id}`, { method: "DELETE", keepalive: true, headers }).catch(() => {});
}

armQuickExit(forgetQuietly);
more.addEventListener("keydown", closeMore);
addEventListener("click", (event) => { if (!more.contains(event.target)) more.open = false; });

// A conversation that began without script goes on without it: its token is out of reach here.
if (!document.body.hasAttribute("data-utan-skript")) {
  form.addEventListener("submit", sendBox);
  box.addEventListener("input", () => memory.set("draft", box.value));
  box.addEventListener("keydown", sendByEnter);
  document.getElementById("samtal").addEventListener("submit", sendChoice);
  document.getElementById("avsluta").addEventListener("submit", endAndForget);
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  document.getElementById("hamta").hidden = true;
  restore();
}
