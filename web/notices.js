// What a person should know besides the result: a link that had to be corrected, a result that was or was not
// reproduced, a browser that lacks something, programs of different builds. Each kind has one place and one wording.

import { element } from "./dom.js";

const FOUND = 60; // characters of a bad value that are shown

const shorten = (value) => (value.length > FOUND ? `${value.slice(0, FOUND)}… (${value.length} characters)` : value);

export class Notices {
  constructor(root) {
    this.root = root;
  }

  /** Shows one notice in the place of the same name. options: tone (note, good, warn, bad), list, action {label, fn}. */
  say(name, message, { tone = "note", list = [], action } = {}) {
    const body = element("div", { className: "notice-body" }, element("p", {}, message));
    if (list.length) body.append(element("ul", {}, ...list));
    const close = element("button", { type: "button", className: "quiet icon", "aria-label": "Dismiss this notice" }, "×");
    close.addEventListener("click", () => this.clear(name));
    const box = element("div", { className: `notice ${tone}`, role: tone === "bad" ? "alert" : undefined, "data-notice": name }, body);
    if (action) {
      const button = element("button", { type: "button" }, action.label);
      button.addEventListener("click", action.fn);
      box.append(button);
    }
    box.append(close);
    const old = this.root.querySelector(`[data-notice="${name}"]`);
    if (old) old.replaceWith(box);
    else this.root.append(box);
  }

  clear(name) {
    this.root.querySelector(`[data-notice="${name}"]`)?.remove();
  }

  /** Which keys of the link were not taken as they are, what was found and what is used. */
  problems(problems) {
    if (!problems.length) return this.clear("problems");
    const list = problems.map(({ key, found, used, message }) => element("li", {},
      element("code", {}, shorten(key || "link")), ` ${message}`,
      element("span", { className: "found" }, " Found ", element("code", {}, shorten(String(found ?? "")) || "nothing"),
        ...(used ? [", used ", element("code", {}, shorten(String(used)))] : []), ".")));
    const count = problems.length === 1 ? "One part of this link was" : `${problems.length} parts of this link were`;
    this.say("problems", `${count} not understood. The rest is used as it stands.`, { tone: "warn", list });
  }

  /** Whether a link that carries a digest gave the same bits here. */
  reproduced(answer, digest, note) {
    if (answer === "yes") this.say("digest", `Reproduced bit for bit: the result has the digest ${digest} that this link promises.`, { tone: "good" });
    else if (answer === "no") this.say("digest", `Not reproduced: this run’s digest is ${digest}, the link promises another. ${note}`, { tone: "warn" });
    else if (note) this.say("digest", note);
    else this.clear("digest");
  }

  /** Programs of different builds would not understand one another. */
  stale(part, theirs, ours) {
    this.say("stale", `This page is build ${ours}, its ${part} is build ${theirs}: the browser kept an old copy. Reload to get them from one build.`,
      { tone: "bad", action: { label: "Reload", fn: () => location.reload() } });
  }
}
