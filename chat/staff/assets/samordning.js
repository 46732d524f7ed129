// The board with script: the numbers change where they stand; what is new is told beside the lists. Only a call for help
// is drawn at once, while no other stands there to be pressed by mistake.

import { begin } from "./konsol.js";
import { announce } from "./speak.js";

const news = document.getElementById("nya");
const [link, none] = [news.querySelector("a"), news.querySelector("span")];
const chats = new Set(news.dataset.samtal.split(" ")), calls = new Set(news.dataset.rop.split(" "));

begin({
  tavla: async (state) => {
    for (const [name, text] of Object.entries(state.numbers)) {
      const node = document.getElementById(`tal-${name}`);
      if (node.textContent !== text) node.textContent = text;
    }
    if (state.calls.some((id) => !calls.has(String(id)))) await drawCalls();
    tell(state.calls.filter((id) => !calls.has(String(id))).length, state.chats.filter((id) => !chats.has(id)).length);
  },
});

async function drawCalls() {
  const list = document.getElementById("rop-lista");
  if (list.querySelector("form")) return;
  try {
    const answer = await fetch("/samordning", { cache: "no-store" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("rop-lista");
    if (!fresh) return;
    list.replaceWith(fresh);
    for (const form of fresh.querySelectorAll("form")) calls.add(form.dataset.rop);
    announce(fresh.querySelector("form")?.closest("li").querySelector("p").textContent ?? "");
  } catch { /* told beside the list */ }
}

function tell(newCalls, newChats) {
  const parts = [newCalls && `${newCalls} rop på hjälp`, newChats && `${newChats} samtal`].filter(Boolean);
  const text = parts.length ? `Visa det nya: ${parts.join(", ")}` : "";
  if (text && link.textContent !== text) announce(text);
  link.textContent = text;
  link.hidden = !text;
  link.classList.toggle("brattom", newCalls > 0);
  link.classList.toggle("ljus", !newCalls);
  none.hidden = Boolean(text);
}
