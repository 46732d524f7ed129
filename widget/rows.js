// The rows of the talk and their order: by number, as the server has it; what is not yet sent stands last.

const log = document.getElementById("samtal");
const numbered = "[data-seq]:not([data-seq=''])";
const seen = new Set();
let through = 0; // all up to this number is here

export const words = JSON.parse(document.getElementById("ord").textContent);
export const templates = (name) => document.getElementById(`mall-${name}`).content;
export const rows = (which) => log.querySelectorAll(which);
export const lastRow = () => log.lastElementChild;
export const bySender = (id) => log.querySelector(`[data-client="${CSS.escape(id)}"]`);

/** What the stream resumes after: a hole in the numbers is asked for again. */
export const lastSeen = () => through;

/** True the first time that an event comes, whichever way it comes. */
export function isNew({ seq }) {
  if (seq === null) return true;
  if (seen.has(seq)) return false;
  seen.add(seq);
  while (seen.has(through + 1)) through += 1;
  return true;
}

/** The history that is kept begins here; what came before it will not come. */
export function startAt(seq) {
  through = Math.max(through, seq - 1);
  while (seen.has(through + 1)) through += 1;
}

/** The first words, which the server drew before there was a conversation. */
export const firstWords = () => rows(".rad[data-seq='']");

/** A new conversation counts from one; the rows of an old one stay above it. */
export function begin(replies) {
  seen.clear();
  through = 0;
  for (const row of rows(numbered)) delete row.dataset.seq;
  const first = firstWords();
  replies.forEach((reply, index) => {
    isNew(reply);
    if (first[index]) number(first[index], reply.seq);
  });
}

/** A person goes by the name that visitors may know. */
export const speaker = (author, name) => (author === "human" && name ? words.human_named.replace("{name}", name) : words[author]);

export const clear = () => log.replaceChildren();

export function addRow(author, event = {}, last = false) {
  const row = templates("rad").firstElementChild.cloneNode(true);
  row.classList.add(author);
  row.querySelector(".vem").textContent = author === "visitor" ? words.you : speaker(author, event.name);
  number(row, event.seq);
  log.insertBefore(row, last ? null : placeFor(event));
  return row;
}

export const number = (row, seq) => { if (seq) row.dataset.seq = seq; };

/** The row that an event comes before, or null for the end. */
function placeFor({ seq, client_id }) {
  const later = seq && [...rows(numbered)].find((row) => Number(row.dataset.seq) > seq);
  if (later) return later;
  return [...rows("[data-waits]")].find((row) => row.dataset.client !== client_id) ?? null;
}
