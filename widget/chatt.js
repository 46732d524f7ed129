// The chat page with script. Without it, or if anything here fails at start, the page's forms do the same work.

import { report } from "./cards.js";
import * as draw from "./draw.js";
import { begin, bySender, lastSeen, words } from "./rows.js";
import { announce } from "./speak.js";
import { memory, Talk } from "./talk.js";
import * as who from "./who.js";

const form = document.getElementById("skriv");
const box = document.getElementById("text");
const error = document.getElementById("fel");
const typing = document.getElementById("skriver");
const more = document.querySelector(".mer");
let reserveShown = false;
let pauseRow = null;
const SHOWN = 7000; // milliseconds that a sign of writing is worth something
let writing;

const talk = new Talk({
  events: (events) => { if (events.some((event) => event.from !== "visitor")) showWriting(""); draw.drawEvents(events); },
  begun: begin, // the page already shows the first words
  sent: (id, replies) => { draw.markSent(bySender(id), replies); reserveShown = false; },
  unsent: (id, why) => draw.markUnsent(bySender(id), why ?? words.unsent_help),
  refused: giveBack,
  slow: () => { showTyping(words.slow); announce(words.slow); },
  late: (id) => { if (!reserveShown) draw.drawReserve(id); reserveShown = true; },
  idle: () => showTyping(""),
  writes: () => showWriting(who.writes()),
  gone: () => draw.drawNotice(words.gone),
  paused: () => { pauseRow ??= draw.drawNotice(words.paused); }, // the server ends, and says so
  listening: () => { pauseRow?.remove(); pauseRow = null; },
  lastSeen,
});

function say(text) {
  showError("");
  draw.drawOwn(talk.take(text), true);
  showTyping(who.awaited());
  talk.pump();
}

function showTyping(text) {
  typing.textContent = text;
  typing.hidden = !text;
}

/** That a person writes: seen, and read aloud to nobody, since it comes again and again; what they write is. */
function showWriting(text) {
  if (!text && !writing) return; // what else stands there stays
  clearTimeout(writing);
  writing = text && setTimeout(() => showWriting(""), SHOWN);
  showTyping(text);
}

function showError(text) {
  error.textContent = text;
  error.hidden = !text;
  announce(text);
}

/** A refused message goes back into the box; nothing that was written is lost. */
function giveBack(message, why) {
  bySender(message.client_id)?.remove();
  box.value = [message.text, box.value].filter(Boolean).join("\n");
  memory.set("draft", box.value);
  showError(why);
}

function restore() {
  box.value ||= memory.get("draft") ?? "";
  for (const message of talk.queue) draw.drawOwn(message, true);
  if (talk.pass) restoreHistory();
  if (!talk.queue.length) return;
  showTyping(who.awaited());
  talk.pump();
}

/** What was said before is fetched until it comes; only then what is new can be told from it. */
async function restoreHistory() {
  let notice;
  while (talk.pass) {
    try {
      const { events, owner } = await talk.read();
      notice?.remove();
      draw.drawHistory(events);
      who.show(owner);
      return talk.listen();
    } catch (problem) {
      if (hasEnded(problem)) return giveUp(notice);
      notice ??= draw.drawNotice(words.history_away);
    }
    await talk.rest();
  }
}

const hasEnded = (problem) => problem.status === 404 || problem.status === 401;

function giveUp(notice) {
  notice?.remove();
  talk.setPass(null);
  draw.drawNotice(words.gone);
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
  if (button.form.matches(".stammer")) return void report(button.form, button);
  draw.closeChoices(button);
  say(button.value);
}

function sendWish(event) {
  event.preventDefault();
  say(event.submitter.value);
}

/** After a talk that is closed: the page begins again, with its first words. */
function beginAnew(event) {
  event.preventDefault();
  talk.end();
  location.reload();
}

async function endAndForget(event) {
  event.preventDefault();
  try {
    await talk.forget();
  } catch (problem) {
    if (!hasEnded(problem)) return showError(problem.message);
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

addEventListener("lamna", forgetQuietly); // lamna.js leaves
more.addEventListener("keydown", closeMore);
addEventListener("click", (event) => { if (!more.contains(event.target)) more.open = false; });

// A conversation that began without script goes on without it: its token is out of reach here.
if (!document.body.hasAttribute("data-utan-skript")) {
  form.addEventListener("submit", sendBox);
  box.addEventListener("input", () => {
    memory.set("draft", box.value);
    if (who.owner() === "human" && box.value.trim()) talk.tellWriting();
  });
  box.addEventListener("keydown", sendByEnter);
  document.getElementById("samtal").addEventListener("submit", sendChoice);
  document.getElementById("i-kon").addEventListener("submit", sendWish);
  document.getElementById("nytt").addEventListener("submit", beginAnew);
  document.getElementById("avsluta").addEventListener("submit", endAndForget);
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  document.getElementById("hamta").hidden = true;
  restore();
}
