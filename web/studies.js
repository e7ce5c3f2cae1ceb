// Studies are further questions about the finished experiment. A row of tabs chooses what the figures show: the
// landscape, or the charts of a study, which the engine computes when they are looked at. One line under the tabs says
// what is asked and how far the answer is; some studies have settings of their own.

import { element } from "./dom.js";
import { Field } from "./field.js";
import { changed } from "./link.js";
import { throttle } from "./throttle.js";

const KEY = "view.study";
const OFTEN = 100; // ms from one question of a script to the next

const NOTHING = "\n\n"; // asks for no study, which stops the one under way

const WORDS = { waiting: "It is computed when the experiment is done.", stopped: "Stopped." };

export class Studies {
  #view = new Map();
  #method = "";
  #ready = false; // the experiment is finished
  #lost = ""; // why it will not be
  #asked = ""; // what the engine was asked last, as text
  #answers = new Map(); // the answer to each question
  #wish = null; // what a script asked last and is not looked at yet
  #waiting = []; // {text, resolve, reject} of who wants an answer
  #fields = new Map();
  #reached = ""; // whose tab was brought into sight
  #held = ""; // whose buttons there are

  /**
   * root holds the tabs, the help and the progress; figures are the first page's. on: ask(text) of the engine,
   * look(key, value) when a person chose, byHand are the settings that the hand on the machine has, methods() lists
   * which answers can be shown, choose(method) shows one, announced(study) when an answer to a study is there.
   */
  constructor(root, schema, figures, on) {
    this.parts = ["", "all", ...figures.map(({ name }) => name)]; // what view.embed names beside charts
    const find = (part) => root.querySelector(`[data-study="${part}"]`);
    this.root = root;
    this.on = on;
    this.grant = throttle(OFTEN, () => this.#grant());
    this.tabs = find("tabs");
    this.help = find("help");
    this.settings = find("settings");
    this.progress = find("progress");
    this.bar = this.progress.querySelector("progress");
    this.said = find("said");
    this.stop = find("stop");
    this.options = schema.find(({ key }) => key === KEY)?.options ?? [];
    this.tabs.append(
      ...this.options.map(({ name, label, help }) => {
        const input = element("input", { type: "radio", name: "study", value: name });
        return element("label", { "data-help": help }, input, element("span", {}, label));
      }),
    );
    this.tabs.addEventListener("change", (event) => this.#choose(KEY, event.target.value));
    this.stop.addEventListener("click", () => this.leave());
    this.again = find("again");
    this.again.addEventListener("click", () => this.#ask());
    for (const item of schema.filter(({ when }) => when?.key === KEY)) {
      const field = new Field(item, (key, value) => this.#choose(key, value));
      this.#fields.set(item.key, field);
      this.settings.append(field.root);
    }
    this.hands = element("div", { className: "hands", role: "group", "aria-label": "By hand", hidden: true });
    this.settings.after(this.hands);
    root.hidden = this.options.length < 2;
    for (const event of ["scroll", "scrollend"])
      this.tabs.addEventListener(event, () => this.#edges(), { passive: true });
    new ResizeObserver(() => this.#edges()).observe(this.tabs);
  }

  /** What is asked: the name of a study, or of the chart that is embedded alone; empty for the landscape. */
  get name() {
    const embed = this.#view.get("view.embed") ?? "";
    if (embed && embed !== "all") return this.parts.includes(embed) ? "" : embed;
    return this.#view.get(KEY) ?? "";
  }

  /** The answer to the study that is shown, undefined where there is none. */
  get answer() {
    return this.#answers.get(this.#asked);
  }

  /** Whether a key is a setting of a study. */
  has(key) {
    return this.#fields.has(key);
  }

  // A default is left out of the address.
  #choose(key, value) {
    const field = this.#fields.get(key);
    field?.mark(value !== field.item.default);
    const plain = value === (field?.item.default ?? "");
    this.on.look(key, plain ? undefined : value);
  }

  /** The view or the matching changed. */
  show(view, method) {
    this.#view = view;
    this.#method = method;
    const { name } = this;
    for (const input of this.tabs.querySelectorAll("input")) {
      input.checked = input.value === name;
      if (input.checked && this.#reached !== name) this.#reach(input.parentElement);
    }
    this.#reached = name;
    const { dataset } = document.documentElement;
    if (name) dataset.study = name;
    else delete dataset.study;
    this.help.textContent = name ? (this.options.find((option) => option.name === name)?.help ?? "") : "";
    for (const [key, field] of this.#fields) {
      field.root.hidden = !field.item.when.in.includes(name) || this.on.byHand.includes(key);
      field.show(view.get(key) ?? field.item.default);
    }
    // Buttons stay while their study computes what one of them asked for, and with them the focus.
    const known = this.#answers.get(this.#question());
    if (known || name !== this.#held) this.#hand(known);
    this.settings.hidden = [...this.#fields.values()].every(({ root }) => root.hidden);
    this.#ask();
  }

  // Where the tabs are wider than the page, the one chosen is brought to its middle.
  #reach(label) {
    const { tabs } = this;
    tabs.scrollLeft =
      label.offsetLeft - tabs.querySelector("label").offsetLeft - (tabs.clientWidth - label.offsetWidth) / 2;
  }

  // Where tabs go on beyond an edge they fade there.
  #edges() {
    const { scrollLeft, scrollWidth, clientWidth } = this.tabs;
    this.tabs.toggleAttribute("data-before", scrollLeft > 1);
    this.tabs.toggleAttribute("data-after", scrollLeft + clientWidth < scrollWidth - 1);
  }

  /** A run began: what is known is of another experiment. */
  wait() {
    this.#ready = false;
    this.#lost = "";
    this.#asked = "";
    this.#answers.clear();
    this.#end("superseded");
    this.#say("waiting");
  }

  /** There is no finished experiment to be asked about, and none on its way: nobody waits in vain. */
  lose(why) {
    this.#ready = false;
    this.#lost = why;
    this.#asked = "";
    this.#answers.clear();
    this.#end(why);
    this.#ask();
  }

  /** The experiment is done. */
  finished() {
    this.#ready = true;
    this.#ask();
  }

  /**
   * A promise of the study's charts as data; the page shows them. What is asked soon after takes its place: a script
   * may change its mind ten thousand times.
   */
  study(name, method) {
    return new Promise((resolve, reject) => {
      this.#wish?.reject(new Error("superseded"));
      this.#wish = { name, method, resolve, reject };
      this.grant();
    });
  }

  #grant() {
    const { name, method, resolve, reject } = this.#wish;
    this.#wish = null;
    if (name !== undefined && name !== this.name) {
      if (!name || !this.options.some((option) => option.name === name))
        return reject(new RangeError(`There is no study “${name}”.`));
      this.on.look(KEY, name);
    }
    if (method !== undefined) {
      if (!this.on.methods().includes(method))
        return reject(new RangeError(`This experiment has no “${method}” to show.`));
      this.on.choose(method);
    }
    const text = this.#question();
    if (!text) return reject(new Error("No study is shown."));
    if (this.#lost) return reject(new Error(this.#lost));
    if (this.#answers.has(text)) return resolve(this.#answers.get(text));
    this.#waiting.push({ text, resolve, reject });
    this.#ask();
  }

  #question() {
    const { name } = this;
    if (!name) return "";
    const settings = [...this.#fields]
      .filter(([, { item }]) => item.when.in.includes(name))
      .map(([key]) => [key, this.#view.get(key)]);
    const view = settings
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `${key}=${value}`)
      .join("&");
    return [name, this.#method, view].join("\n");
  }

  #ask() {
    const text = this.#question();
    if (!this.#ready) return this.#lost ? this.#say("failed", 0, this.#lost) : this.#say("waiting");
    if (text === this.#asked && this.state !== "stopped" && this.state !== "failed") return;
    const before = this.#asked;
    this.#asked = text;
    this.#end("superseded", (one) => one.text !== text);
    this.#say(text ? "computing" : "done", 0, "Starting");
    if (text || before) this.on.ask(text || NOTHING);
  }

  /** Stops what is being computed; what is shown stays. */
  leave() {
    if (this.state !== "computing") return;
    this.#asked = "";
    this.on.ask(NOTHING);
    this.#say("stopped");
    this.#end("cancelled");
  }

  /** Takes a message of the engine. */
  told({ name, method, state, fraction, text, study }) {
    if (!this.#asked) return;
    const [asked, matching] = this.#asked.split("\n");
    if (method !== matching || (name !== asked && this.parts.includes(this.#view.get("view.embed") ?? ""))) return;
    if (state === "stopped" && this.state === "computing") return; // another question took its place
    this.#say(state, fraction, text);
    if (state === "done") {
      this.#answers.set(this.#asked, study);
      this.#hand(study);
      const met = this.#waiting;
      this.#waiting = [];
      for (const { resolve } of met) resolve(study);
      this.on.announced(study);
    }
    if (state === "failed") this.#end(text);
  }

  // What can be done to a chart by hand has buttons, for whoever does not point at it.
  #hand({ charts = [] } = {}) {
    this.#held = charts.length ? this.name : "";
    const hands = charts
      .flatMap(({ panels }) => panels.flatMap(({ series = [] }) => series))
      .filter(({ looks }) => looks);
    const buttons = hands
      .filter(({ x }) => !x.length)
      .flatMap(({ labels, looks }) => looks.map((look, k) => [labels[k], look]));
    const now = this.hands.querySelectorAll("button");
    for (const [k, [label, look]] of buttons.entries()) {
      const button = now[k] ?? element("button", { type: "button", className: "quiet" });
      button.textContent = label;
      button.onclick = () => {
        const [key, change] = look.split("=");
        this.#choose(key, changed(this.#view.get(key), change));
      };
      if (!now[k]) this.hands.append(button);
    }
    for (const button of [...now].slice(buttons.length)) button.remove(); // the others stay, and one of them the focus
    this.hands.hidden = !buttons.length;
  }

  /** Ends the hope of those who wait and are meant, all if nobody says whom. */
  #end(why, meant = () => true) {
    const ended = this.#waiting.filter(meant);
    this.#waiting = this.#waiting.filter((one) => !meant(one));
    for (const { reject } of ended) reject(new Error(why));
  }

  #say(state, fraction = 0, text = "") {
    // A question that has no answer leaves nothing to be drawn.
    const { name } = this;
    const none = name !== "" && state === "failed" && !this.bar.value;
    document.documentElement.toggleAttribute("data-unanswered", none);
    this.state = state;
    this.progress.dataset.state = state;
    this.progress.hidden = !name || state === "done";
    this.bar.hidden = this.stop.hidden = state !== "computing";
    this.again.hidden = state !== "stopped";
    this.bar.value = fraction;
    this.said.textContent = name ? (WORDS[state] ?? `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`) : "";
  }
}
