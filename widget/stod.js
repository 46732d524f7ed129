// The launcher for other people's pages: <stod-launcher><a href="https://…/chatt">Chatta med oss</a></stod-launcher>.
// It opens our own page in a frame. Whatever goes wrong, the link is still a link. Keeps nothing, asks nobody else.

(() => {
  const home = document.currentScript?.src && new URL(document.currentScript.src).origin;
  const able = "customElements" in window && "adoptedStyleSheets" in Document.prototype;
  if (!home || !able || customElements.get("stod-launcher")) return;

  const PATIENCE = 15000, AFTER_LOAD = 4000; // milliseconds without "ready" until the link takes over
  const LEAST_CONTRAST = 4.5; // WCAG 1.4.3
  const ENTRANCES = /^\/(chatt|hitta-stod(\/[a-z-]+)?|hos\/[a-z0-9-]+)$/;
  const REGIONS = `blekinge dalarna gavleborg gotland halland jamtland-harjedalen jonkopings-lan kalmar-lan kronoberg norrbotten
    orebro-lan ostergotland skane sormland stockholm uppsala varmland vasterbotten vasternorrland vastmanland vastra-gotaland`.split(/\s+/);
  const WORDS = {
    name: "Chatt", close: "Stäng", opening: "Chatten öppnas …", failed: "Chatten kan inte visas på den här sidan.",
    instead: "Öppna den på en egen sida", unread: (count) => (count === 1 ? "1 nytt svar i chatten" : `${count} nya svar i chatten`),
  };
  const CHECKS = {
    region: { holds: (text) => REGIONS.includes(text), wants: "one of the 21 regions" },
    start: { holds: (text) => ["chat", "guide"].includes(text), wants: '"chat" or "guide"' },
    name: { holds: (text) => /^[\p{L}\p{N} .,&'’–-]{1,40}$/u.test(text), wants: "1 to 40 letters" },
    greeting: { holds: (text) => /^[^<>\p{Cc}]{1,160}$/u.test(text), wants: "1 to 160 characters without < and >" },
    colours: { holds: isReadable, wants: `two like "#1f5f66 #ffffff" with a contrast of ${LEAST_CONTRAST}:1` },
  };
  const STYLE = `
    :host { --yta: #1f5f66; --text: #fff; display: inline-block; }
    [hidden] { display: none !important; }
    ::slotted(a) { display: inline-block; min-height: 44px; box-sizing: border-box; padding: 10px 22px; border: 2px solid var(--text); border-radius: 99px;
      background: var(--yta); color: var(--text); font: 600 max(16px, 1rem)/20px system-ui, sans-serif; text-decoration: none; }
    ::slotted(a:focus-visible), button:focus-visible { outline: 3px solid var(--yta); outline-offset: 2px; box-shadow: 0 0 0 2px var(--text); }
    p { margin: 0 0 8px; font: max(16px, 1rem)/1.4 system-ui, sans-serif; }
    .tal:empty { display: none; }
    .tal { display: inline-block; margin: 6px 0 0 8px; font-weight: 600; }
    .ruta { position: fixed; z-index: 2147483000; right: 16px; bottom: 16px; width: min(420px, 100vw - 32px); height: min(680px, 100vh - 32px);
      display: flex; flex-direction: column; box-sizing: border-box; overflow: hidden; color-scheme: light dark;
      background: Canvas; color: CanvasText; border: 2px solid var(--yta); border-radius: 16px; box-shadow: 0 10px 40px rgb(0 0 0 / .3); }
    .topp { display: flex; align-items: center; justify-content: space-between; gap: 8px; padding: 4px 6px 4px 16px; background: var(--yta); color: var(--text); }
    .topp p { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
    .topp button { min-height: 44px; padding: 4px 16px; border: 0; border-radius: 99px; background: none; color: inherit; font: 600 max(16px, 1rem) system-ui, sans-serif; cursor: pointer; }
    .topp button:hover { text-decoration: underline; }
    .topp button:focus-visible { outline: 3px solid var(--text); outline-offset: -4px; box-shadow: none; }
    iframe { position: relative; flex: 1; width: 100%; min-height: 0; border: 0; }
    .bud { position: absolute; top: 52px; padding: 20px; }
    .stum { height: auto; }
    .stum .bud { position: static; }
    .bud a { color: LinkText; }
    @media (max-width: 479px), (max-height: 439px) { .ruta { inset: 0; width: auto; height: auto; border-radius: 0; } }
    @media (forced-colors: active) { .topp { border-bottom: 2px solid CanvasText; } }
    @media print { :host { display: none; } }`;
  const roomy = matchMedia("(min-width: 480px) and (min-height: 440px)"); // less than this and our page needs the whole screen

  class StodLauncher extends HTMLElement {
    connectedCallback() {
      if (!this.shadowRoot) this.build();
      this.until = new AbortController();
      const { signal } = this.until;
      addEventListener("message", (event) => this.hear(event), { signal });
      roomy.addEventListener("change", () => this.dress(), { signal });
      this.addEventListener("keydown", (event) => this.press(event), { signal });
    }

    disconnectedCallback() {
      this.until.abort();
      this.close({ back: false });
    }

    build() {
      const name = this.setting("name") ?? WORDS.name;
      this.style_(this.setting("colours"));
      const greeting = make("p", { textContent: this.setting("greeting") ?? "" });
      greeting.hidden = !greeting.textContent;
      const slot = make("slot");
      this.count = make("p", { className: "tal", role: "status" });
      const close = make("button", { type: "button", textContent: WORDS.close });
      this.note = make("p", { className: "bud" });
      this.panel = make("div", { className: "ruta", role: "dialog", ariaLabel: name, tabIndex: -1, hidden: true });
      this.panel.append(make("div", { className: "topp" }, make("p", { textContent: name }), close), this.note);
      this.shadowRoot.append(greeting, slot, this.count, this.panel);
      close.addEventListener("click", () => this.close());
      slot.addEventListener("slotchange", () => this.take(slot.assignedElements().find((one) => one.matches("a[href]"))));
    }

    style_(colours) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      const [ground, text] = colours?.split(/\s+/) ?? [];
      if (ground) sheet.insertRule(`:host { --yta: ${ground}; --text: ${text}; }`, sheet.cssRules.length);
      this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
    }

    /** The attribute when it is as it must be; else nothing, and the console says why. */
    setting(name) {
      const text = this.getAttribute(name)?.trim();
      if (text === undefined || CHECKS[name].holds(text)) return text;
      return warn(`${name}="${text}" is ignored: it must be ${CHECKS[name].wants}`);
    }

    take(link) {
      if (!link || link === this.link) return;
      const address = new URL(link.href, document.baseURI);
      if (address.origin !== home) return warn(`the link must lead to ${home}, where this script comes from`);
      if (!ENTRANCES.test(address.pathname)) return warn(`the link must lead to /chatt, /hitta-stod or /hos/…, not ${address.pathname}`);
      link.href = this.entrance(address);
      this.link = link;
      link.addEventListener("click", (event) => this.click(event));
      this.dress();
    }

    entrance(address) {
      const [region, start] = [this.setting("region"), this.setting("start")];
      if (address.pathname.startsWith("/hos/")) return address;
      if (start) address.pathname = start === "guide" ? "/hitta-stod" : "/chatt";
      if (region && address.pathname === "/hitta-stod") address.pathname = `/hitta-stod/${region}`;
      else if (region) address.searchParams.set("region", region);
      return address;
    }

    /** A button while it opens the panel, a link while it leads to the page. */
    dress() {
      if (!this.link) return;
      const opens = !this.failed && (roomy.matches || !this.panel.hidden);
      const known = { role: "button", "aria-haspopup": "dialog", "aria-expanded": String(!this.panel.hidden) };
      for (const [name, value] of Object.entries(known)) opens ? this.link.setAttribute(name, value) : this.link.removeAttribute(name);
    }

    click(event) {
      const plain = !(event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
      if (!plain || this.link.getAttribute("role") !== "button") return;
      event.preventDefault();
      this.panel.hidden ? this.open() : this.close();
    }

    press(event) {
      if (event.key === "Escape" && !this.panel.hidden) this.close();
      const onLink = event.key === " " && event.target === this.link && this.link.getAttribute("role") === "button";
      if (!onLink) return;
      event.preventDefault();
      this.link.click();
    }

    open() {
      for (const other of document.querySelectorAll("stod-launcher")) other.close({ back: false });
      this.panel.hidden = false;
      this.dress();
      this.count.textContent = "";
      this.tell("shown");
      if (this.frame) return this.frame.focus();
      this.note.textContent = WORDS.opening;
      this.panel.focus();
      this.frame = make("iframe", { title: this.panel.ariaLabel, src: this.link.href });
      this.frame.addEventListener("load", () => this.greet());
      this.panel.append(this.frame);
      this.timer = setTimeout(() => this.fail(), PATIENCE);
    }

    close({ back = true } = {}) {
      if (this.panel?.hidden !== false) return;
      this.panel.hidden = true;
      this.dress();
      this.tell("hidden");
      if (back) this.link.focus();
    }

    /** A frame that was refused has loaded too, but does not answer. */
    greet() {
      this.tell("hello");
      if (this.ready) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.fail(), AFTER_LOAD);
    }

    tell(stod) {
      this.frame?.contentWindow?.postMessage({ stod }, home);
    }

    hear({ origin, source, data }) {
      if (origin !== home || !this.frame || source !== this.frame.contentWindow) return;
      if (data?.lotsen === "ready" && !this.ready) this.show();
      if (data?.lotsen === "closed") this.close();
      if (data?.lotsen === "unread" && this.panel.hidden) this.count.textContent = WORDS.unread(Number(data.count) || 1);
    }

    show() {
      this.ready = true;
      clearTimeout(this.timer);
      this.note.hidden = true;
      if (this.panel.hidden) this.tell("hidden");
      else if (this.shadowRoot.activeElement === this.panel) this.frame.focus(); // not if the person went on meanwhile
    }

    fail() {
      const inside = this.shadowRoot.activeElement;
      this.failed = true;
      this.frame.remove();
      this.frame = null;
      const link = make("a", { href: this.link.href, textContent: WORDS.instead });
      this.note.replaceChildren(`${WORDS.failed} `, link);
      this.panel.classList.add("stum");
      this.dress();
      if (inside) link.focus();
      warn("the chat did not answer; is this site among those that it allows (LOTSEN_FRAME_ANCESTORS, LOTSEN_PARTNERS)?");
    }
  }

  function make(tag, fields = {}, ...children) {
    const node = Object.assign(document.createElement(tag), fields);
    if (fields.role) node.setAttribute("role", fields.role); // as a property it is new in some browsers
    if (fields.ariaLabel) node.setAttribute("aria-label", fields.ariaLabel);
    node.append(...children);
    return node;
  }

  function warn(why) {
    console.warn(`stod-launcher: ${why}`);
  }

  function isReadable(text) {
    const colours = text.toLowerCase().split(/\s+/);
    if (colours.length !== 2 || !colours.every((one) => /^#[0-9a-f]{6}$/.test(one))) return false;
    const [dark, light] = colours.map(luminance).sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05) >= LEAST_CONTRAST;
  }

  /** Relative luminance as WCAG 2 defines it, 0 to 1. */
  function luminance(colour) {
    const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
    const [red, green, blue] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  customElements.define("stod-launcher", StodLauncher);
})();
