// Speaks to the visitor API (docs/openapi.yaml): sends in order and exactly once, listens, and keeps what could not be sent.

const ROOT = "/api/v1/conversations";
const SLOW = 5000, LATE = 15000, GIVE_UP = 30000; // milliseconds until: say so, the fall-back, try anew
const FIRST_PAUSE = 1000, LONGEST_PAUSE = 30000, STEADY = 10000;
const WRITES = 4000; // between two signs that something is being written
const QUIET = 40000; // a stream that has not even told that it lives for so long is dead, as after sleep

const held = {};
/** Session storage that never fails; when it is refused, things are held until the page is gone. */
export const memory = {
  get(key) {
    try { return JSON.parse(sessionStorage.getItem(key)) ?? held[key] ?? null; } catch { return held[key] ?? null; }
  },
  set(key, value) {
    held[key] = value;
    try { sessionStorage.setItem(key, JSON.stringify(value)); } catch { /* held is enough */ }
  },
  clear() {
    for (const key of Object.keys(held)) delete held[key];
    try { sessionStorage.clear(); } catch { /* nothing was kept */ }
  },
};

export class Talk {
  /** `on`: events, sent, unsent, refused, slow, late, idle, gone, writes, paused, listening, lastSeen */
  constructor(on) {
    this.on = on;
    this.pass = memory.get("pass");
    this.queue = memory.get("queue") ?? [];
    this.sending = false;
    this.pause = FIRST_PAUSE;
    this.resting = new Set();
    addEventListener("online", () => this.retryNow());
    addEventListener("visibilitychange", () => this.lookUp());
  }

  /** Puts a message last in the queue, which outlives a reload. */
  take(text) {
    const message = { text, client_id: newId() };
    this.keep([...this.queue, message]);
    return message;
  }

  retryNow() {
    clearTimeout(this.timer);
    this.pump();
    for (const wake of this.resting) wake();
  }

  /** Back after sleep or from another tab: a stream that has been silent is opened anew. */
  lookUp() {
    if (document.hidden) return;
    if (Date.now() - this.heard > QUIET / 2) this.stream?.abort();
    this.retryNow();
  }

  /** A pause of about so long, so that not everybody comes back at once; the net's return ends it. */
  async rest(pause = FIRST_PAUSE * 2) {
    let wake;
    await new Promise((done) => {
      wake = done;
      this.resting.add(wake);
      setTimeout(wake, spread(pause));
    });
    this.resting.delete(wake);
  }

  /** Sends what waits, one at a time and in order. */
  async pump() {
    if (this.sending) return;
    this.sending = true;
    while (this.queue.length && await this.sendFirst());
    this.sending = false;
    this.on.idle();
  }

  /** True when the queue may go on. */
  async sendFirst() {
    const [message] = this.queue;
    const stop = this.watch(message.client_id);
    try {
      if (!this.pass) await this.begin();
      const answer = await this.call("POST", "/messages", message);
      this.done(message);
      this.pause = FIRST_PAUSE;
      this.on.sent(message.client_id, answer.replies);
      this.on.events(answer.replies);
      return true;
    } catch (problem) {
      return this.handle(problem, message);
    } finally {
      stop();
    }
  }

  handle(problem, message) {
    if (problem.status === 401 || problem.status === 404) {
      this.setPass(null); // ended or expired: the message begins a new conversation
      this.on.gone();
      return true;
    }
    if (problem.status >= 400 && problem.status < 500 && problem.status !== 429) {
      this.done(message);
      this.on.refused(message, problem.message);
      return true;
    }
    this.on.unsent(message.client_id, problem.status === 429 ? problem.message : null);
    this.timer = setTimeout(() => this.pump(), problem.retryAfter ?? spread(this.pause));
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
    return false;
  }

  watch(id) {
    const timers = [setTimeout(this.on.slow, SLOW), setTimeout(() => this.on.late(id), LATE)];
    return () => timers.forEach(clearTimeout);
  }

  async begin() {
    const { region } = document.documentElement.dataset; // of the address or of the partner
    const begun = await request("POST", ROOT, null, region ? { region } : {});
    this.setPass({ id: begun.id, token: begun.token });
    this.on.begun(begun.replies);
    this.listen();
  }

  /** To the person who answers: that something is being written, and not what. */
  tellWriting() {
    if (!this.pass || Date.now() - (this.told ?? 0) < WRITES) return;
    this.told = Date.now();
    this.call("POST", "/writing").catch(() => { /* the message itself tells */ });
  }

  async read() {
    return this.call("GET", "");
  }

  async forget() {
    if (this.pass) await this.call("DELETE", "");
    this.end();
  }

  end() {
    this.stream?.abort();
    this.pass = null;
    this.queue = [];
    memory.clear();
  }

  call(method, path, body) {
    return request(method, `${ROOT}/${this.pass.id}${path}`, this.pass.token, body);
  }

  keep(queue) {
    this.queue = queue;
    memory.set("queue", queue);
  }

  done(message) {
    this.keep(this.queue.filter((one) => one.client_id !== message.client_id));
  }

  setPass(pass) {
    this.pass = pass;
    memory.set("pass", pass);
  }

  /** Listens as long as the conversation lives; after a break it resumes where it was. */
  async listen() {
    const { id } = this.pass ?? {};
    let pause = FIRST_PAUSE;
    while (id && this.pass?.id === id) {
      const began = Date.now();
      const end = await this.listenOnce();
      if (end === "gone") return this.goneElsewhere(id);
      if (end === "refused") return;
      if (Date.now() - began > STEADY) pause = FIRST_PAUSE;
      await this.rest(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  }

  /** One stream until it breaks: "gone", "refused" or "broken". */
  async listenOnce() {
    const { id, token } = this.pass;
    this.stream = new AbortController();
    this.noteLife();
    const { signal } = this.stream;
    try {
      const headers = { Authorization: `Bearer ${token}`, "Last-Event-ID": String(this.on.lastSeen()) };
      const response = await fetch(`${ROOT}/${id}/events`, { headers, cache: "no-store", signal });
      if (response.status === 401 || response.status === 404) return "refused";
      if (!response.ok) return "broken";
      this.on.listening();
      return await this.readStream(response.body.getReader());
    } catch {
      return "broken"; // the net is away
    } finally {
      clearTimeout(this.guard);
    }
  }

  noteLife() {
    const { stream } = this;
    this.heard = Date.now();
    clearTimeout(this.guard);
    this.guard = setTimeout(() => stream.abort(), QUIET);
  }

  goneElsewhere(id) {
    if (this.pass?.id !== id) return;
    this.setPass(null);
    this.on.gone();
  }

  async readStream(reader) {
    const decoder = new TextDecoder();
    let rest = "";
    for (;;) {
      this.noteLife();
      const { value, done } = await reader.read();
      if (done) return "broken";
      const frames = (rest + decoder.decode(value, { stream: true })).split("\n\n");
      rest = frames.pop();
      for (const frame of frames) {
        if (/^event: gone$/m.test(frame)) return "gone";
        if (/^event: paused$/m.test(frame)) this.on.paused();
        if (/^event: writes$/m.test(frame)) { this.on.writes(); continue; }
        const data = /^data: (.*)$/m.exec(frame);
        if (data) this.on.events([JSON.parse(data[1])]);
      }
    }
  }
}

class Problem extends Error {
  constructor(status, message, retryAfter) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

async function request(method, address, token, body) {
  const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
  const signal = AbortSignal.timeout?.(GIVE_UP);
  const response = await fetch(address, { method, headers, body: body && JSON.stringify(body), signal, cache: "no-store" });
  if (response.status === 204) return null;
  const content = await response.json();
  if (response.ok) return content;
  const seconds = Number(response.headers.get("Retry-After"));
  throw new Problem(response.status, content.error?.message ?? "", seconds ? seconds * 1000 : undefined);
}

const spread = (pause) => pause * (0.5 + Math.random());

function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
