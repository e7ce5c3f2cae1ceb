// What a person should know besides the result: a link that had to be corrected, a result that was or was not
// reproduced, a browser that lacks something, programs of different builds. Each kind has one place and one wording.

import { element } from "./dom.js";

const LISTED = 8; // problems of one link that are spelt out
const LONG = 240; // characters of one message that are shown
const BRIEF = 3000; // ms that a notice stays which only confirms

const shorten = (text) => (text.length > LONG ? `${text.slice(0, LONG)}…` : text);

export class Notices {
  constructor(root) {
    this.root = root;
  }

  /**
   * Shows one notice in the place of the same name. options: tone (note, good, warn, bad), list, action {label, fn} or
   * several.
   */
  say(name, message, { tone = "note", list = [], action = [] } = {}) {
    const body = element("div", { className: "notice-body" }, element("p", {}, message));
    if (list.length) body.append(element("ul", {}, ...list));
    const close = element(
      "button",
      { type: "button", className: "quiet icon", "aria-label": "Dismiss this notice" },
      "×",
    );
    close.addEventListener("click", () => this.clear(name));
    const box = element(
      "div",
      { className: `notice ${tone}`, role: tone === "bad" ? "alert" : undefined, "data-notice": name },
      body,
    );
    for (const { label, fn } of [action].flat()) {
      const button = element("button", { type: "button" }, label);
      button.addEventListener("click", fn);
      box.append(button);
    }
    box.append(close);
    const old = this.root.querySelector(`[data-notice="${name}"]`);
    if (old) old.replaceWith(box);
    else this.root.append(box);
  }

  /** Shows for a moment that something was done. */
  brief(name, message) {
    this.say(name, message);
    setTimeout(() => this.clear(name), BRIEF);
  }

  clear(name) {
    this.root.querySelector(`[data-notice="${name}"]`)?.remove();
  }

  /**
   * What was read of a link: problems, which wrong parts of it have, with what was found and what is used; notes about
   * what was undone of what had happened to it.
   */
  read({ problems, wrong = problems.length, notes }) {
    this.#list("mended", "About this link:", "note", notes);
    const heading =
      wrong === 0
        ? "This link is not used as it stands:"
        : `${wrong === 1 ? "One part of this link was" : `${wrong} parts of this link were`} not understood. ` +
          "The rest is used as it stands.";
    const told = problems.slice(0, LISTED).map(({ message }) => message);
    this.#list("problems", heading, "warn", problems.length > LISTED ? [...told, "and more."] : told);
  }

  #list(name, heading, tone, messages) {
    if (messages.length)
      this.say(name, heading, { tone, list: messages.map((message) => element("li", {}, shorten(message))) });
    else this.clear(name);
  }

  /** Whether a link that carries a digest gave the same bits here: "yes", "no", or "" for a link without one. */
  reproduced(answer, note) {
    if (answer) this.say("digest", note, { tone: answer === "yes" ? "good" : "warn" });
    else this.clear("digest");
  }

  /** Programs of different builds would not understand one another. */
  stale(part, theirs, ours) {
    this.say(
      "stale",
      `This page is build ${ours}, its ${part} is build ${theirs}: the browser kept an old copy. ` +
        `Reload to get them from one build.`,
      { tone: "bad", action: { label: "Reload", fn: () => location.reload() } },
    );
  }
}
