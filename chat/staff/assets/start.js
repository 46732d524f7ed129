// The start page with script: numbers change where they stand; nothing else does.

import { begin } from "./konsol.js";

const byId = (id) => document.getElementById(id);
const write = (id, text) => { const node = byId(id); if (node && node.textContent !== text) node.textContent = text; };

begin({
  laget: (state) => {
    write("vantar", state.waiting_text);
    write("langst", state.longest_text);
    write("laget", state.duty_text);
    write("samordnare", state.leaders_text);
  },
});

const shift = byId("passet");
const began = Number(shift.dataset.began);
if (began) setInterval(() => { shift.textContent = inWords(Math.max(0, Math.floor((Date.now() / 1000 - began) / 60))); }, 60000);

function inWords(minutes) {
  const hours = Math.floor(minutes / 60);
  const time = hours ? `${hours} tim ${minutes % 60} min` : `${minutes} min`;
  return `Ditt pass: ${time}.${minutes >= 120 ? " Du har suttit länge. Ta en paus när det passar." : ""}`;
}
