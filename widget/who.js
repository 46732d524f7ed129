// Who answers: the line above the box, and what it lets the visitor do.

import { words } from "./rows.js";

const line = document.getElementById("vem-svarar");
const OWNERS = { waiting: "waiting", late: "waiting", human: "human", bot: "bot", closed: "closed" };
let name = "";

export const owner = () => line.dataset.owner;

/** Told by the events of who answers, in the order in which they came. */
export function hear(events) {
  for (const event of events) {
    if (event.name) name = event.name;
    if (event.kind === "handover" && OWNERS[event.state]) show(OWNERS[event.state]);
  }
}

/** As the server has it; what an event would have told may have been missed. */
export function show(who) {
  line.dataset.owner = who;
  line.hidden = who === "bot";
  line.querySelector("[data-text]").textContent = (words[`owner_${who}`] ?? "").replace("{name}", name || words.someone);
  for (const part of line.querySelectorAll("[data-for]")) part.hidden = part.dataset.for !== who;
}

/** What is shown while a person writes; an empty text with anybody else. */
export function writes() {
  const text = words.human_writing.replace("{name}", name || words.someone);
  return owner() === "human" ? text[0].toUpperCase() + text.slice(1) : "";
}

/** What is shown while an answer is awaited: only the bot answers at once. */
export const awaited = () => (owner() === "bot" ? words.writing : "");
