// The queue with script: the list stays as it was read; what is new is told beside it, what is taken is said where it stands.

import { begin } from "./konsol.js";
import { announce } from "./speak.js";

const news = document.getElementById("nya");
const [link, none] = [news.querySelector("a"), news.querySelector("span")];
const shown = new Set(news.dataset.visade.split(" ").filter(Boolean));

begin({
  ko: ({ rows }) => {
    const waiting = new Map(rows.map((row) => [row.id, row]));
    const fresh = rows.filter((row) => !shown.has(row.id)).length;
    tell(fresh);
    for (const item of document.querySelectorAll("#ko [data-id]")) mark(item, waiting.get(item.dataset.id));
  },
});

function tell(fresh) {
  const text = fresh ? `Visa ${fresh} ${fresh === 1 ? "ny" : "nya"}` : "";
  if (text && link.textContent !== text) announce(fresh === 1 ? "En ny väntar." : `${fresh} nya väntar.`);
  link.textContent = text;
  link.hidden = !fresh;
  none.hidden = Boolean(fresh);
}

function mark(item, row) {
  const button = item.querySelector("button"), said = item.querySelector(".tagen");
  const taken = !row;
  button.setAttribute("aria-disabled", String(taken));
  said.textContent = taken ? "Tagen eller har lämnat." : "";
  if (row) item.querySelector(".vantat").textContent = row.waited;
}

document.getElementById("ko").addEventListener("submit", (event) => {
  if (event.submitter?.getAttribute("aria-disabled") === "true") event.preventDefault();
});
