// A slider over steps of training: which of the places that were computed the figures show. It is the hand on the
// machine of laboratories that have no λ to move along. It is a view key: moving it computes nothing again.

import { element } from "./dom.js";

export class Steps {
  onPath = false; // what it moves along is no λ
  from = "B"; // the network that is compared with A
  methods = element("fieldset"); // there is no other choice
  layer = element("select", { hidden: true });

  #places = [];

  /**
   * The slider takes the place of root, which has λ’s. key is the view key that it changes, symbol and words what it is
   * called; edit(key, value) when a person moved it.
   */
  constructor(root, schema, { key, symbol, words }, edit) {
    this.key = key;
    this.schema = new Map(schema.map((item) => [item.key, item]));
    this.edit = (name, value) => edit(name, value === this.schema.get(name).default ? undefined : value);
    this.range = element("input", { id: "step-range", type: "range", min: "0", max: "1", step: "1" });
    this.output = element("output", { id: "step-value", for: "step-range" });
    const label = element(
      "label",
      { for: "step-range", "data-help": this.schema.get(key).help },
      element("b", {}, symbol),
      element("span", { className: "wide" }, ` — ${words}`),
    );
    this.ends = [element("span", { className: "end" }), element("span", { className: "end" })];
    const [first, last] = this.ends;
    this.root = element(
      "div",
      { className: "lambda" },
      element("div", { className: "lambda-slide" }, label, first, this.range, last, this.output),
    );
    root.hidden = true;
    root.after(this.root);
    this.range.addEventListener("input", () => {
      this.#say();
      this.edit(this.key, this.place.value);
    });
  }

  /** The name of what is shown, where answers have names. */
  get method() {
    return "";
  }

  /** The names of what can be shown. */
  get offered() {
    return [];
  }

  /** Where it stands. */
  get place() {
    return this.#places[Number(this.range.value)] ?? this.#places[0];
  }

  /** Where it can stand, from the left. */
  get places() {
    return this.#places;
  }

  /** What answers are called that are about what is shown. */
  get answer() {
    return this.method;
  }

  /** What the view key says of an answer. */
  valueOf(name) {
    return name;
  }

  /** What the experiment compares it reads itself. */
  compares() {}

  /** λ is nowhere shown. */
  slide() {}

  /**
   * Stands at number at of places, from the left: {value, end, short, long}, what the view key says of it, what stands
   * beside the slider if it is the first or the last, and what a person is told in few and in more words.
   */
  stand(places, at) {
    this.#places = places;
    this.range.max = String(places.length - 1);
    this.ends[0].textContent = places[0].end;
    this.ends[1].textContent = places.at(-1).end;
    this.range.value = String(at);
    this.#say();
  }

  /** What a key is in the experiment or the view, its default where they do not say. */
  of(key, map) {
    return map.get(key) ?? this.schema.get(key).default;
  }

  #say() {
    this.output.value = this.place.short;
    this.range.setAttribute("aria-valuetext", this.place.long);
  }
}

/** The steps that a text names, joined by commas. */
export const stepsOf = (text) => text.split(",").filter(Boolean).map(Number);
