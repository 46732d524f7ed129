// The guide with script: printing, and a chat that begins with the answers. Without it all forms work.

import { memory } from "./talk.js";

addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

const print = document.getElementById("skriv-ut");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
  document.querySelector(".utan-skript").hidden = true;
}

/** The chat page with script keeps its pass where scripts can reach it; on any error the form does the work. */
async function intoChat(event) {
  const form = event.currentTarget;
  event.preventDefault();
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams(new FormData(form)),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const { id, token } = await answer.json();
    memory.clear();
    memory.set("pass", { id, token });
    if (sessionStorage.getItem("pass") === null) throw new Error("storage refused");
    location.assign(document.querySelector(".namn").href);
  } catch {
    form.submit();
  }
}

for (const form of document.querySelectorAll(".till-chatten")) form.addEventListener("submit", intoChat);
