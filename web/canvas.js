// The figures live in a frame of their own, which draws and owns nothing: whenever it says hello (at first, or after
// it reloaded itself because its graphics were lost) it gets fresh ports to the page and to the engine.

import { throttle } from "./throttle.js";

const PAGE = "lab.html";

// how often a program that breaks is loaded again, for the last time in the frame instead of a worker …
const TRIES = 3;
const PEACE = 20000; // … ms after which the count begins anew
const GRACE = 3000; // ms that a frame may be silent once it has loaded
const SMOOTH = 16; // ms from one view to the next

export class Canvas {
  #greeted = false; // since it was loaded last
  #harking = 0; // timer from then on
  #broken = 0;
  #taken = 0; // how often somebody else led the frame elsewhere
  #mended = -Infinity;
  #port = null;
  #asked = []; // who waits for a description of the figures, each for his own
  #exports = new Map(); // who waits for a figure as a file
  #count = 0;
  #view = "";
  #room = 0;
  #theme = "light";
  #program = null; // that draws, compiled, or why there is none

  /**
   * frame: the iframe; on: connect(port) with the engine's end of a channel, view(fragment), say(text), ready(info),
   * fatal(message), taken() when the frame was led elsewhere and is loaded again, placed() when the figures may stand
   * elsewhere, key(event) for a key pressed in the frame, files(list) that were dropped there, and what a frame that
   * can do more tells: exports() that it makes files, steps(state) of the search or the film shown,
   * zoomed(elsewhere, fixed).
   */
  constructor(frame, build, on) {
    this.frame = frame;
    this.build = build;
    this.on = on;
    addEventListener("message", (event) => {
      if (event.source !== frame.contentWindow || event.origin !== location.origin) return;
      if (event.data?.t === "hello") {
        this.#greeted = true;
        this.#welcome();
      }
      if (event.data?.t === "fatal") on.fatal(event.data.s);
      if (event.data?.t === "broken") this.#mend(event.data.s);
      if (event.data?.t === "files") on.files(event.data.s);
    });
    this.look = throttle(SMOOTH, () => this.#send("view", this.#view));
    frame.addEventListener("load", () => {
      if (this.#greeted && !this.#ours()) return this.#retake();
      clearTimeout(this.#harking);
      this.#harking = setTimeout(() => this.#hark(), GRACE);
    });
  }

  // A frame that has loaded and says nothing is another page than ours, the browser's own perhaps.
  #hark() {
    if (this.frame.src && !this.#greeted) this.on.fatal("their part of the page could not be loaded");
  }

  #ours() {
    try {
      return this.frame.contentWindow.location.pathname.endsWith(PAGE);
    } catch {
      return false; // it may not even be asked
    }
  }

  // The page around may lead the frame elsewhere. It is loaded again, unless that goes on and on.
  #retake() {
    if (++this.#taken > TRIES) return this.on.fatal("the page around this one leads their frame elsewhere");
    this.on.taken();
    this.load();
  }

  /** Loads the frame, or loads it again. */
  load() {
    this.#port = null;
    this.#greeted = false;
    clearTimeout(this.#harking); // of the frame before
    this.frame.src = `${PAGE}?b=${this.build}${this.#broken === TRIES ? "&here" : ""}`;
  }

  /** Whether the canvas is a part of the frame only. */
  get partial() {
    const canvas = this.#ours() && this.frame.contentDocument?.querySelector("canvas");
    return Boolean(canvas) && canvas.clientHeight + 1 < this.frame.clientHeight;
  }

  /** The program that draws is there: {program}, or {error}. */
  program(program) {
    this.#program = program;
    this.#hand();
  }

  #hand() {
    if (this.#port && this.#program)
      this.frame.contentWindow.postMessage({ t: "program", ...this.#program }, location.origin);
  }

  // The program that draws broke: it is loaded again, unless that happens time after time.
  #mend(reason) {
    const now = performance.now();
    this.#broken = now - this.#mended > PEACE ? 1 : this.#broken + 1;
    this.#mended = now;
    if (this.#broken > TRIES) this.on.fatal(`their program stopped ${this.#broken} times: ${reason}`);
    else this.load();
  }

  #welcome() {
    const page = new MessageChannel();
    const engine = new MessageChannel();
    this.#port?.close();
    this.#port = page.port1;
    page.port1.onmessage = ({ data }) => this.#receive(data);
    this.frame.contentWindow.postMessage({ t: "init" }, location.origin, [page.port2, engine.port2]);
    this.#hand();
    this.on.connect(engine.port1);
    this.theme(this.#theme);
    this.room(this.#room);
    this.view(this.#view);
    for (const _ of this.#asked) this.#send("figures");
    for (const { reject } of this.#exports.values())
      reject(new Error("The figures were loaded again; please try once more."));
    this.#exports.clear();
    this.frame.contentWindow.addEventListener("keydown", (event) => this.on.key(event));
    this.export("path", "csv").catch(() => {}); // a frame that answers, whatever it says, makes files
    this.zoom("reset"); // likewise
  }

  #send(t, s) {
    this.#port?.postMessage({ t, s });
  }

  /** Shows the view keys of a fragment. */
  view(fragment) {
    this.#view = fragment;
    this.look();
  }

  /** Draws in "light" or "dark". */
  theme(name) {
    this.#theme = name;
    this.#send("theme", name);
  }

  /**
   * Says how high the figures may be to be seen together, 0 if as high as they like; they see to it if they stand two
   * by two.
   */
  room(height) {
    this.#room = height;
    this.#send("room", String(height));
  }

  /** A promise of what is drawn, as data: after all that was shown before it was asked for. */
  figures() {
    return new Promise((resolve) => {
      this.#asked.push(resolve);
      this.#send("figures");
    });
  }

  /**
   * A promise of a figure, or "all", as a file: {name, type, bytes}. format: png, svg or csv; print: scale in pixels
   * per CSS pixel, width in CSS pixels (0 as shown), light colours, origin as lines.
   */
  export(figure, format, { scale = 2, width = 0, light = false, origin = "" } = {}) {
    const id = ++this.#count;
    return new Promise((resolve, reject) => {
      this.#exports.set(id, { resolve, reject });
      this.#send("export", `${id} ${figure} ${format} ${scale} ${width} ${light}\n${origin}`);
    });
  }

  /** Shows less ("in"), more ("out") or all ("reset") of the landscape's plane. */
  zoom(way) {
    this.#send("zoom", way);
  }

  #exported({ id, error, name, type }, bytes) {
    const asked = this.#exports.get(id);
    this.#exports.delete(id);
    if (error) asked?.reject(new Error(error));
    else asked?.resolve({ name, type, bytes });
  }

  #receive({ t, s, b }) {
    switch (t) {
      case "ready":
        return this.on.ready(JSON.parse(s));
      case "height":
        this.frame.style.height = `${Number(s)}px`;
        return this.on.placed();
      case "steps":
        return this.on.steps(JSON.parse(s));
      case "zoomed":
        return this.on.zoomed(s === "elsewhere", s === "fixed");
      case "exported":
        this.#exported(JSON.parse(s), b);
        return this.on.exports();
      case "cursor":
        return; // the frame's own document shows it
      case "view":
        return this.on.view(s);
      case "say":
        return this.on.say(s);
      case "fatal":
        return this.on.fatal(s);
      case "figures": {
        this.#asked.shift()?.(JSON.parse(s));
      }
    }
  }
}
