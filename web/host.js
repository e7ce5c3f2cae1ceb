// The page inside somebody else's: it shows itself small, tells the embedding page how high it is and what happens, and
// answers the verbs of window.onebasin by message. Nothing is told to a page that has not asked, only the embedding
// page itself is listened to, and an answer goes to the origin that asked and to no other. docs/embedding.md is the
// contract of these messages.

import { EVENTS } from "./api.js";
import { LONGEST, split } from "./link.js";

const VERBS = ["ready", "run", "result", "study", "link", "set", "cancel", "figures"];
const VERSION = 1;

/** Whether this page is in a frame. Then Back belongs to the page around it. */
export const framed = parent !== window;

export class Host {
  #friend = null; // the origin of the embedding page, once it has greeted
  #api;
  #give; // resolves #api
  #height = 0;

  /**
   * whole: the element that leads to this experiment as a page of its own; where: link() is the address of what is
   * shown, whole() the address of that page, run(fragment) runs another experiment in the same part of the page.
   */
  constructor(build, whole, where) {
    this.build = build;
    this.where = where;
    this.#api = new Promise((resolve) => {
      this.#give = resolve;
    });
    this.show(split(location.hash.slice(0, LONGEST)).get("view.embed") ?? "");
    for (const event of ["focus", "pointerenter"])
      whole.addEventListener(event, () => {
        whole.href = where.whole();
      });
    if (!framed) return;
    addEventListener("message", (event) => this.#hear(event));
    new ResizeObserver(() => this.#measure()).observe(document.body);
    parent.postMessage({ onebasin: "here" }, "*"); // says nothing but that greetings are heard from now on
  }

  /** Shows the whole page (""), every figure ("all") or one figure. */
  show(embed) {
    const { dataset } = document.documentElement;
    if (embed) dataset.embed = embed;
    else delete dataset.embed;
  }

  /** From now on the verbs can be answered; on(event, fn) tells what happens. */
  serve(api) {
    for (const name of EVENTS) api.on(name, (value) => this.#tell(name, value));
    this.#give(api);
  }

  /** The address of what is shown changed: a page that sends us away for a while may come back to it. */
  moved() {
    this.#tell("link", this.where.link());
  }

  #hear({ source, origin, data }) {
    if (source !== parent || typeof data?.onebasin !== "string") return;
    const { onebasin: verb, id, value } = data;
    if (verb === "hello") {
      this.#friend = origin;
      this.#tell("hello", { version: VERSION, build: this.build });
      this.#tell("height", this.#height);
    } else if (VERBS.includes(verb)) this.#answer(origin, verb, id, value);
  }

  async #answer(origin, verb, id, value) {
    try {
      const api = await this.#api;
      const said = verb === "ready" ? await api.ready : await this.#ask(api, verb, value ?? undefined);
      this.#post(origin, { onebasin: "answer", id, value: said ?? null });
    } catch (error) {
      this.#post(origin, { onebasin: "answer", id, error: error.message });
    }
  }

  // A fragment that is run in a frame says which experiment, not that the frame shows another part of the page or
  // another theme.
  #ask(api, verb, value) {
    return verb === "run" && value !== undefined
      ? this.where.run(value)
      : api[verb](value === undefined ? value : String(value));
  }

  #measure() {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === this.#height) return;
    this.#height = height;
    this.#tell("height", height);
  }

  #tell(name, value) {
    if (this.#friend !== null) this.#post(this.#friend, { onebasin: name, value });
  }

  // A file opened from disk and a sandboxed frame have no origin to name; the message still goes to the parent alone.
  #post(origin, message) {
    parent.postMessage(message, origin === "null" ? "*" : origin);
  }
}
