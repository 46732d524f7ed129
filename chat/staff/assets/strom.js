// The page's one event stream: opens it, notices when it has died, resumes after the last event, and says how it stands.

const QUIET = 40000; // milliseconds without even a pulse: dead, as after sleep
const PAUSE = 2000, LONGEST = 30000;

export class Stream {
  /** `on`: an object of functions by event name; `lost` and `back` tell how the net is, `refused` that it is over. */
  constructor(address, on, last = "") {
    this.address = address;
    this.on = on;
    this.last = last;
    this.pause = PAUSE;
    addEventListener("online", () => this.open());
    addEventListener("offline", () => this.fail());
    addEventListener("visibilitychange", () => { if (!document.hidden && Date.now() - this.heard > QUIET / 2) this.open(); });
    addEventListener("pagehide", () => this.close());
    addEventListener("pageshow", (event) => { if (event.persisted) this.open(); });
    this.open();
  }

  open() {
    this.close();
    const address = new URL(this.address, location.href);
    if (this.last) address.searchParams.set("efter", this.last);
    this.source = new EventSource(address);
    this.source.onerror = () => this.fail();
    for (const name of Object.keys(this.on)) this.source.addEventListener(name, (event) => this.take(name, event));
    this.source.addEventListener("puls", () => this.live());
    this.watch();
  }

  take(name, event) {
    this.live();
    if (event.lastEventId) this.last = event.lastEventId;
    this.on[name](JSON.parse(event.data));
  }

  live() {
    this.pause = PAUSE;
    this.watch();
    if (this.isLost) this.on.back?.();
    this.isLost = false;
  }

  watch() {
    this.heard = Date.now();
    clearTimeout(this.guard);
    this.guard = setTimeout(() => this.fail(), QUIET);
  }

  /** Tries again after a pause of about so long, so that not everybody comes back at once. */
  fail() {
    this.close();
    if (!this.isLost) this.on.lost?.();
    this.isLost = true;
    this.timer = setTimeout(() => this.open(), this.pause * (0.5 + Math.random()));
    this.pause = Math.min(this.pause * 2, LONGEST);
    this.ask();
  }

  /** Why it failed: a server that answers with a refusal is no lost net, and asking again would not help. */
  async ask() {
    const asking = new AbortController();
    try {
      const answer = await fetch(this.address, { headers: { Accept: "application/json" }, cache: "no-store", signal: asking.signal });
      const content = [401, 403, 404].includes(answer.status) ? await answer.json() : null;
      asking.abort();
      if (!content) return;
      this.close();
      this.on.refused?.(answer.status, content.error?.message ?? "");
    } catch { /* the net is away */ }
  }

  close() {
    this.source?.close();
    clearTimeout(this.timer);
    clearTimeout(this.guard);
  }
}
