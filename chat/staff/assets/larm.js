// Tells the volunteer that somebody waits: a tone, the tab's name, a desktop notice. Each sets own; again every 15 s.

const AGAIN = 15000;
const KEY = "larm";
const START = { ljud: true, titel: true, notis: false };
const plain = document.title;
let audio, timer, notice, count = 0, said = "";

export function settings() {
  try { return { ...START, ...JSON.parse(localStorage.getItem(KEY)) }; } catch { return START; }
}

export function keep(changed) {
  try { localStorage.setItem(KEY, JSON.stringify({ ...settings(), ...changed })); } catch { /* until the page is gone */ }
}

/** How many wait for this volunteer, what the alarm says and the tab shows; the same again changes nothing. */
export function waits(many, text, title) {
  if (many && (!count || !timer || text !== said)) {
    clearInterval(timer);
    said = text;
    sound(text);
    timer = setInterval(() => sound(text), AGAIN);
  }
  if (!many) quiet();
  count = many;
  document.title = many && settings().titel ? `${title} – Lotsen` : plain;
}

export function sound(text) {
  const wish = settings();
  document.documentElement.dataset.larm = String(Number(document.documentElement.dataset.larm ?? 0) + 1);
  if (wish.ljud) tone();
  if (wish.notis) show(text);
}

function quiet() {
  clearInterval(timer);
  timer = undefined;
  notice?.close();
}

/** Two short soft tones. The browser lets a page sound only after somebody has pressed something in it. */
function tone() {
  audio ??= new AudioContext();
  audio.resume();
  for (const [start, pitch] of [[0, 523], [0.22, 659]]) {
    const voice = audio.createOscillator(), level = audio.createGain(), begin = audio.currentTime + start;
    voice.frequency.value = pitch;
    level.gain.setValueAtTime(0.0001, begin);
    level.gain.exponentialRampToValueAtTime(0.25, begin + 0.03);
    level.gain.exponentialRampToValueAtTime(0.0001, begin + 0.2);
    voice.connect(level).connect(audio.destination);
    voice.start(begin);
    voice.stop(begin + 0.21);
  }
}

function show(text) {
  if (globalThis.Notification?.permission !== "granted") return;
  notice?.close();
  notice = new Notification("Lotsen", { body: text, tag: "lotsen" });
  notice.onclick = () => { focus(); notice.close(); };
}

/** Wires the settings' boxes, where the page has them. */
export function arm(panel) {
  addEventListener("pointerdown", () => audio?.resume());
  addEventListener("keydown", () => audio?.resume());
  if (!panel) return;
  const said = panel.querySelector("#larm-sagt");
  const wish = settings();
  for (const box of panel.querySelectorAll("input")) {
    box.checked = wish[box.name];
    box.addEventListener("change", () => change(box, said));
  }
  panel.querySelector("#prova").addEventListener("click", () => { sound("Så här ser larmet ut."); said.textContent = "Larmet gick."; });
}

async function change(box, said) {
  if (box.name === "notis" && box.checked && globalThis.Notification) {
    const answer = await Notification.requestPermission();
    if (answer !== "granted") {
      box.checked = false;
      said.textContent = "Webbläsaren tillåter inga rutor på skrivbordet för den här sidan.";
      return;
    }
  }
  keep({ [box.name]: box.checked });
  said.textContent = "Sparat.";
}
