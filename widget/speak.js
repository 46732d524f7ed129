// Says new things aloud, once, by the one polite node of the page.

const spoken = document.getElementById("upplast");
const DELAY = 250; // milliseconds: what comes together is said together
let waiting = [];
let timer;

export function announce(text) {
  if (!text) return;
  waiting.push(text.replace(/\s+/g, " ").trim());
  clearTimeout(timer);
  timer = setTimeout(() => {
    spoken.textContent = waiting.join(" ");
    waiting = [];
  }, DELAY);
}
