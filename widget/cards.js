// Cards: something to do, a line to ring, a plan to keep; with what can be done with each.

import { announce } from "./speak.js";
import { templates, words } from "./rows.js";

const digits = (phone) => phone.replace(/[^+\d]/g, "");
const nth = words.nth.split(" ");

export function list(items) {
  const node = document.createElement("ul");
  node.className = "lista";
  node.append(...items);
  return node;
}

export const line = (item) => fill("linje", item);

/** `index` is the card's place among those shown last, by which it can be turned down. */
export function activity(item, index) {
  const card = fill("kort", item);
  const no = card.querySelector("form.nej");
  if (index >= nth.length) no.parentElement.remove();
  else for (const button of no.querySelectorAll("button")) button.value = button.value.replace("{nth}", nth[index]);
  return card;
}

/** Only the steps that were shown last can be turned down. */
export function closeRefusals() {
  for (const form of document.querySelectorAll("form.nej")) {
    if (form.dataset.used === "") continue;
    if (form.parentElement.contains(document.activeElement)) disable(form);
    else form.parentElement.remove();
  }
}

/** Something to keep, under its headings, alone on its page when it is printed. */
export function plan(reply) {
  const card = fill("plan", reply);
  card.querySelector(".delar").replaceChildren(...reply.sections.map((part) => fill("del", part)));
  const { title, sections } = reply;
  card.querySelector("[data-spara]")?.addEventListener("click", () => {
    save([title, ...sections.map((part) => `${part.heading}\n${part.text}`)]);
  });
  card.querySelector("[data-skriv-ut]")?.addEventListener("click", () => print());
  return card;
}

/** Buttons that save what was found as plain text, or print it without what was said. */
export function keep(reply) {
  const row = templates("behall").firstElementChild.cloneNode(true);
  row.querySelector("[data-spara]").addEventListener("click", () => save([words.found, ...reply.items.map(asText), ...lines(reply).map(asText)]));
  row.querySelector("[data-skriv-ut]").addEventListener("click", printFound);
  return row;
}

export const lines = (reply) => [reply.line, reply.also].filter(Boolean);

function asText(item) {
  const place = [item.where, item.how_far].filter(Boolean).join(", ");
  const parts = [item.name, item.why, item.what, place, item.when, item.cost, item.at_the_door, item.first_step, item.phone, item.opening, item.link ?? item.chat_url, item.checked];
  return parts.filter(Boolean).join("\n");
}

function printFound() {
  const { dataset } = document.documentElement;
  dataset.utskrift = "";
  print();
  delete dataset.utskrift;
}

function save(parts) {
  const href = URL.createObjectURL(new Blob([parts.join("\n\n")], { type: "text/plain;charset=utf-8" }));
  Object.assign(document.createElement("a"), { href, download: "anteckning.txt" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}

/** Tells the directory what is wrong: the address and the reason stand in the form. */
export async function report(form, button) {
  const id = /^\/aktivitet\/([^/]+)\//.exec(new URL(form.action).pathname)[1];
  disable(form);
  const said = document.createElement("p");
  said.className = "valt";
  form.after(said);
  said.textContent = await send(id, button.value, form);
  announce(said.textContent);
}

async function send(id, reason, form) {
  try {
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(`/api/v1/activities/${id}/reports`, { method: "POST", headers, body: JSON.stringify({ reason }) });
    if (answer.ok) return words.thanked;
    enable(form);
    return (await answer.json()).error.message;
  } catch {
    enable(form);
    return words.not_reported;
  }
}

export const disable = (form) => { for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true"); };
const enable = (form) => { for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled"); };

/** The lines that stay in sight after danger. */
export function pin(items) {
  const pinned = document.getElementById("kris");
  const links = items.filter((one) => one.phone).map((one) => {
    const item = document.createElement("li");
    const link = Object.assign(document.createElement("a"), { className: "knapp", href: `tel:${digits(one.phone)}` });
    link.textContent = one.name === one.phone ? one.phone : `${one.name} ${one.phone}`;
    item.append(link);
    return item;
  });
  pinned.querySelector("ul").replaceChildren(...links);
  pinned.hidden = links.length === 0;
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
  for (const node of card.querySelectorAll("[data-page]")) node.setAttribute(node.matches("form") ? "action" : "href", item.page + node.dataset.page);
  return card;
}

function setLink(node, address) {
  if (/^https?:\/\//.test(address)) node.href = address;
  else node.remove();
}
