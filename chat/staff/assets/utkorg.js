// What was written and has not arrived: sent one at a time, in order, once each; it outlives a reload.

const PAUSE = 2000, LONGEST = 20000;

export class Outbox {
  /** `send` posts one message; `sent`, `waits` and `refused` tell what became of it. */
  constructor(key, on) {
    this.key = key;
    this.on = on;
    this.pause = PAUSE;
    this.queue = read(key);
    addEventListener("online", () => this.pump());
  }

  take(fields) {
    const message = { ...fields, client_id: newId() };
    this.keep([...this.queue, message]);
    return message;
  }

  async pump() {
    if (this.busy) return;
    this.busy = true;
    clearTimeout(this.timer);
    while (this.queue.length && await this.sendFirst());
    this.busy = false;
  }

  /** True when the next one may go. */
  async sendFirst() {
    const [message] = this.queue;
    try {
      const { ok, status, content, gone } = await this.on.send(message);
      if (ok) return this.arrived(message, content);
      if (!gone && status >= 400 && status < 500 && status !== 429) return this.giveBack(message, content);
    } catch { /* the net is away */ }
    this.on.waits(message);
    this.timer = setTimeout(() => this.pump(), this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST);
    return false;
  }

  arrived(message, content) {
    this.done();
    this.pause = PAUSE;
    this.on.sent(message, content);
    return true;
  }

  giveBack(message, content) {
    this.done();
    this.on.refused(message, content?.error?.message ?? "Det gick inte att skicka.");
    return true;
  }

  done() {
    this.keep(this.queue.slice(1));
  }

  keep(queue) {
    this.queue = queue;
    try { sessionStorage.setItem(this.key, JSON.stringify(queue)); } catch { /* until the page is gone */ }
  }
}

function read(key) {
  try { return JSON.parse(sessionStorage.getItem(key)) ?? []; } catch { return []; }
}

function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
