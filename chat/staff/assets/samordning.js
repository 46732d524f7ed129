// The board with script: the numbers change where they stand; new chats and calls are told beside the lists.

import { begin } from "./konsol.js";
import { announce } from "./speak.js";

const news = document.getElementById("nya");
const [link, none] = [news.querySelector("a"), news.querySelector("span")];
const chats = new Set(news.dataset.samtal.split(" ")), calls = new Set(news.dataset.rop.split(" "));

begin({
  tavla: (state) => {
    for (const [name, text] of Object.entries(state.numbers)) {
      const node = document.getElementById(`tal-${name}`);
      if (node.textContent !== text) node.textContent = text;
    }
    tell(state.calls.filter((id) => !calls.has(String(id))).length, state.chats.filter((id) => !chats.has(id)).length);
  },
});

function tell(newCalls, newChats) {
  const parts = [newCalls && `${newCalls} rop på hjälp`, newChats && `${newChats} samtal`].filter(Boolean);
  const text = parts.length ? `Visa det nya: ${parts.join(", ")}` : "";
  if (text && link.textContent !== text) announce(text);
  link.textContent = text;
  link.hidden = !text;
  none.hidden = Boolean(text);
}
