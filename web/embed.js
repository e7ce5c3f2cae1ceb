// <one-basin src="#data=moons&seeds=3,4" figure="landscape"></one-basin>: an experiment in somebody else's page.
//
// A plain script, not a module, so that it loads from any host without CORS headers. Each element shows a poster until
// it comes into view; then it waits for its turn, since only one experiment starts and runs at a time, and shows the
// figure in a frame that is as high as what is in it. An experiment that is done and out of view gives its memory back
// when others need it, and goes on where it was when it is seen again: a link gives the same bits every time.
// docs/embedding.md describes attributes, methods and the messages underneath.

(() => {
  if (customElements.get("one-basin")) return; // a notebook runs its cells again and again

  const script = document.currentScript ?? document.querySelector('script[src$="embed.js"]');
  const HOME = new URL("index.html", script.src);
  const ALIVE = 3; // frames that may hold engines at a time, if all of them are in view …
  const SPARED = 2; // … and if not
  const CREW = 2; // compute workers of each
  // ms until a frame that says nothing is given up, and until the next one need not wait for this one
  const PATIENCE = 30000;
  const HEIGHTS = { all: 1000, landscape: 560, path: 560, merged: 560, units: 560 }; // px, until the frame says its own
  const SHOWS = {
    all: "The loss landscape, the path between the networks, what they merge into, and their units",
    landscape: "The loss landscape between the two networks",
    path: "Loss and accuracy on the path between the two networks",
    merged: "What the merged network does",
    units: "Which units of the two networks do the same",
  };
  const NAME = /^[a-z][a-z-]*$/; // of a figure, or of a study's chart
  const says = (figure) =>
    Object.hasOwn(SHOWS, figure) ? SHOWS[figure] : `A chart of the experiment: ${figure.replaceAll("-", " ")}`;
  const LATER = "Starts when it is in view.";
  const LONG = 500; // characters of what a frame says that cannot start
  const EVENTS = ["progress", "stage", "result", "error", "link"];

  // Who starts next, and who is alive.
  const queue = {
    waiting: [],
    alive: [], // the least recently seen first
    running: null,

    join(element, first) {
      if (this.running === element || this.alive.includes(element)) return;
      this.leave(element);
      if (first) this.waiting.unshift(element);
      else this.waiting.push(element);
      this.next();
    },

    leave(element) {
      this.waiting = this.waiting.filter((other) => other !== element);
    },

    seen(element) {
      if (!this.alive.includes(element)) return;
      this.alive = [...this.alive.filter((other) => other !== element), element];
    },

    next() {
      if (this.running || this.waiting.length === 0) return;
      const asked = this.waiting.findIndex((element) => element.asked);
      if (!this.room(asked >= 0)) return;
      const [element] = this.waiting.splice(Math.max(asked, 0), 1);
      this.running = element;
      this.alive.push(element);
      element.begin();
    },

    // Someone out of view makes room; someone in view only for an experiment that a person or a script asked for.
    room(asked) {
      if (this.alive.length < SPARED) return true;
      const full = this.alive.length >= ALIVE;
      const out =
        this.alive.find((element) => !element.inView && !element.owes) ?? (full && asked ? this.alive[0] : undefined);
      if (out) this.end(out);
      return Boolean(out) || !full;
    },

    end(element) {
      this.alive = this.alive.filter((other) => other !== element);
      element.rest();
    },

    settled(element) {
      if (this.running !== element) return;
      this.running = null;
      this.next();
    },

    gone(element) {
      this.leave(element);
      if (this.alive.includes(element)) this.end(element);
      this.settled(element);
    },
  };

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { display: block; margin: 1em 0; color-scheme: light dark; }
    :host([hidden]) { display: none; }
    .box { position: relative; box-sizing: border-box; overflow: hidden; border-radius: 6px;
      border: 1px solid light-dark(#c9d0da, #3a4453); background: light-dark(#ffffff, #10141b);
      color: light-dark(#151b26, #eef1f6); font: 15px/1.5 system-ui, sans-serif; }
    iframe { display: block; width: 100%; border: 0; }
    .poster { position: absolute; inset: 0; display: flex; flex-direction: column;
      align-items: center; justify-content: center; gap: 10px;
      padding: 16px; text-align: center; background: inherit; overflow: hidden; }
    .poster[hidden] { display: none; }
    p { margin: 0; max-width: 46ch; }
    .name { font-weight: 600; font-size: 17px; }
    .soft { color: light-dark(#5a6474, #9ba6b6); font-size: 14px; }
    button { font: inherit; padding: 8px 22px; border: 0; border-radius: 6px; cursor: pointer;
      background: light-dark(#0068a3, #5cb8f0); color: light-dark(#ffffff, #0b1a26); }
    a { color: light-dark(#0068a3, #5cb8f0); }
    :focus-visible { outline: 2px solid light-dark(#0068a3, #5cb8f0); outline-offset: 2px; }`);

  const make = (tag, props, ...children) => {
    const made = Object.assign(document.createElement(tag), props);
    made.append(...children);
    return made;
  };

  const onSight = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) target.sighted(isIntersecting);
  });

  class OneBasin extends HTMLElement {
    static observedAttributes = ["src", "figure"];

    #frame = null;
    #greeted = false;
    #calls = new Map(); // what the frame has not answered yet, by number
    #number = 0;
    #listeners = new Map(EVENTS.map((name) => [name, new Set()]));
    #link = ""; // where the frame last stood
    #result = null;
    #timer = 0;
    #made = null; // resolves ready
    #name = make("p", { className: "name" });
    #state = make("p", { className: "soft" });
    #button = make("button", { type: "button", textContent: "Start now" });
    #away = make("a", { className: "soft", target: "_blank", rel: "noopener", textContent: "Open it in a new tab" });
    #poster = make("div", { className: "poster" }, this.#name, this.#state, this.#button, this.#away);
    #box = make("div", { className: "box" }, this.#poster);
    #hear = (event) => this.#receive(event);

    constructor() {
      super();
      this.inView = false;
      this.asked = false; // by a person or a script: then it starts although it is not in view
      this.ready = new Promise((resolve) => {
        this.#made = resolve;
      });
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      this.#state.setAttribute("role", "status");
      this.#button.addEventListener("click", () => this.#ask());
      root.append(this.#box);
    }

    connectedCallback() {
      this.#box.style.height = `${Number(this.getAttribute("height")) || (HEIGHTS[this.figure] ?? HEIGHTS.path)}px`;
      this.#show(LATER);
      onSight.observe(this);
      addEventListener("message", this.#hear);
    }

    disconnectedCallback() {
      onSight.unobserve(this);
      removeEventListener("message", this.#hear);
      this.inView = false;
      queue.gone(this);
    }

    attributeChangedCallback(name, before, after) {
      if (!this.isConnected || before === after) return;
      this.#link = "";
      this.#result = null;
      queue.gone(this);
      this.#show(LATER);
      if (this.inView || this.asked) queue.join(this);
    }

    /** Which figure is shown, or "all". */
    get figure() {
      const figure = this.getAttribute("figure") ?? "all";
      return NAME.test(figure) ? figure : "all";
    }

    /** The address of the frame: what src says, or where the frame stood before it rested. */
    get address() {
      let url = new URL(HOME);
      try {
        url = new URL(this.#link || this.getAttribute("src") || "", HOME);
      } catch {
        // An src that is no address is as good as none.
      }
      if (!/^https?:$/.test(url.protocol)) url = new URL(HOME);
      if (!url.searchParams.has("workers")) url.searchParams.set("workers", String(CREW));
      const pairs = url.hash
        .slice(1)
        .split("&")
        .filter((pair) => pair && !pair.startsWith("view.embed="));
      url.hash = [...pairs, `view.embed=${this.figure}`].join("&");
      return url;
    }

    // The verbs. They start the experiment if it has not started.

    /** Runs a fragment (this link, if there is none); a promise of the Result. */
    run(fragment) {
      return this.#call("run", fragment);
    }

    /** A promise of the Result, or of null as long as there is none. */
    result() {
      return this.#frame ? this.#call("result") : Promise.resolve(this.#result);
    }

    /** A promise of the link that opens what is shown. */
    link() {
      return this.#frame ? this.#call("link") : Promise.resolve(this.address.href);
    }

    /** Changes the keys that a fragment names; a promise of the new link. */
    set(fragment) {
      return this.#call("set", fragment);
    }

    /** Shows a study of the experiment, or the one that is shown; a promise of its charts. */
    study(name) {
      return this.#call("study", name);
    }

    /** Stops the run. */
    cancel() {
      return this.#frame ? this.#call("cancel") : Promise.resolve(null);
    }

    /** Calls fn at every such event (progress, stage, result, error, link); the answer takes it off again. */
    on(event, fn) {
      const listeners = this.#listeners.get(event);
      if (!listeners) throw new RangeError(`one-basin: on knows ${EVENTS.join(", ")}, not ${event}`);
      listeners.add(fn);
      return () => listeners.delete(fn);
    }

    // What the queue and the observer ask and call.

    /** Whether a script waits for an answer. */
    get owes() {
      return this.#calls.size > 0;
    }

    sighted(yes) {
      this.inView = yes;
      if (yes) {
        queue.seen(this);
        if (!this.#frame) this.#wait();
      } else {
        if (!this.#frame && !this.asked) {
          queue.leave(this);
          this.#show(LATER);
        }
        queue.next(); // who waits for room may have it now
      }
    }

    begin() {
      this.#greeted = false;
      this.#frame = make("iframe", {
        title: `One Basin: ${says(this.figure).toLowerCase()}`,
        allow: "clipboard-write",
        referrerPolicy: "no-referrer",
        src: this.address.href,
      });
      this.#frame.style.height = this.#box.style.height;
      this.#show("Starting …");
      this.#box.prepend(this.#frame);
      this.#timer = setTimeout(() => this.#giveUp(), PATIENCE);
    }

    rest() {
      clearTimeout(this.#timer);
      this.#frame?.remove();
      this.#frame = null;
      this.asked = false;
      for (const { reject } of this.#calls.values()) reject(new Error("one-basin: the experiment was put aside"));
      this.#calls.clear();
      this.#show("Put aside to spare memory. It goes on when it is in view.");
    }

    #ask() {
      this.asked = true;
      this.#wait(true);
    }

    #wait(first) {
      this.#show("Waits for its turn.");
      queue.join(this, first);
    }

    #show(state) {
      this.#name.textContent = this.title || says(this.figure);
      this.#state.textContent = state;
      const away = new URL(this.address);
      away.searchParams.delete("workers");
      away.hash = away.hash
        .slice(1)
        .split("&")
        .filter((pair) => !pair.startsWith("view.embed="))
        .join("&");
      this.#away.href = away.href;
      this.#button.hidden = Boolean(this.#frame);
      this.#poster.hidden = false;
    }

    #giveUp() {
      if (this.#greeted) return queue.settled(this); // a long run; the next one need not wait for it
      this.#end(`Nothing answers at ${HOME.origin}. Try again, or open it in a new tab.`);
    }

    #end(why) {
      queue.gone(this);
      this.#show(why);
    }

    #call(verb, value) {
      if (!this.#frame) this.#ask();
      return new Promise((resolve, reject) => {
        const id = ++this.#number;
        this.#calls.set(id, { verb, value, resolve, reject });
        if (this.#greeted) this.#send(verb, id, value);
      });
    }

    #send(onebasin, id, value) {
      this.#frame.contentWindow.postMessage({ onebasin, id, value }, this.address.origin);
    }

    #receive({ source, origin, data }) {
      if (!this.#frame || source !== this.#frame.contentWindow || typeof data?.onebasin !== "string") return;
      const { onebasin: kind, id, value, error } = data;
      if (kind === "unable") return this.#end(String(value).slice(0, LONG)); // such a frame can have no origin
      if (origin !== this.address.origin) return;
      switch (kind) {
        case "here": // the frame listens, at first or after it was loaded anew
          return this.#send("hello");
        case "hello":
          this.#greeted = true;
          for (const [number, call] of this.#calls) this.#send(call.verb, number, call.value);
          return this.#send("ready", 0);
        case "answer":
          return this.#answered(id, value, error);
        case "height":
          return this.#high(value);
        case "link":
          this.#link = value;
          break;
        case "result":
        case "error":
          if (kind === "result") this.#result = value;
          queue.settled(this);
      }
      for (const fn of this.#listeners.get(kind) ?? []) fn(value);
    }

    #answered(id, value, error) {
      if (id === 0) {
        this.#made(value);
        return;
      }
      const call = this.#calls.get(id);
      this.#calls.delete(id);
      if (!call) return;
      if (error === undefined) call.resolve(value);
      else call.reject(new Error(error));
    }

    #high(height) {
      if (!(height > 0 && height < 20000)) return;
      this.#box.style.height = this.#frame.style.height = `${height}px`;
      if (this.#poster.hidden) return;
      const held = this.shadowRoot.activeElement !== null;
      this.#poster.hidden = true;
      if (held) this.#frame.focus();
    }
  }

  customElements.define("one-basin", OneBasin);
})();
