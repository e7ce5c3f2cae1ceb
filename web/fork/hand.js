// The hand on the machine: after which step B leaves A's training. It is a view key: every fork is computed once, and
// moving the hand chooses which of them the figures show. At its left end stands init, B with other first weights.

import { element } from "../dom.js";

const INIT = "init";

export class Hand {
  key = "view.fork"; // of what is shown
  onPath = false; // what it moves along is no λ

  #names = [INIT]; // by place, from the left

  /** The slider takes the place of root, which has λ’s; edit(key, value) when a person moved it. */
  constructor(root, schema, edit) {
    this.schema = new Map(schema.map((item) => [item.key, item]));
    this.range = element("input", { id: "fork-range", type: "range", min: "0", max: "1", step: "1" });
    this.output = element("output", { id: "fork-value", for: "fork-range" });
    const label = element(
      "label",
      { for: "fork-range", "data-help": this.schema.get(this.key).help },
      element("b", {}, "k"),
      element("span", { className: "wide" }, " — when B leaves A’s training"),
    );
    const end = (text) => element("span", { className: "end" }, text);
    this.last = end("");
    this.root = element(
      "div",
      { className: "lambda" },
      element("div", { className: "lambda-slide" }, label, end(INIT), this.range, this.last, this.output),
    );
    root.hidden = true;
    root.after(this.root);
    this.methods = element("fieldset"); // there is no other choice
    this.layer = element("select", { hidden: true });
    this.range.addEventListener("input", () => {
      this.#say();
      const value = this.valueOf(this.method);
      edit(this.key, value === this.schema.get(this.key).default ? undefined : value);
    });
  }

  /** The name of the parting that is shown. */
  get method() {
    return this.#names[Number(this.range.value)] ?? INIT;
  }

  /** What answers are called that are about what is shown. */
  get answer() {
    return this.method;
  }

  /** The names of the partings that can be shown. */
  get offered() {
    return [...this.#names];
  }

  /** What the view key says of a parting. */
  valueOf(name) {
    return name === INIT ? "-1" : name;
  }

  /** What the experiment compares it reads itself: the forks. */
  compares() {}

  /** Shows what the view key says, for the forks of a whole experiment. */
  show(experiment, view) {
    const of = (key, map) => map.get(key) ?? this.schema.get(key).default;
    const forks = of("forks", experiment).split(",").filter(Boolean).map(Number);
    const step = Number(of(this.key, view));
    this.#names = [INIT, ...forks.map(String)];
    this.range.max = String(forks.length);
    this.last.textContent = `step ${forks.at(-1)}`;
    // As firstpage.Shown has it, for all to show the same: the nearest fork, the earlier of two.
    let place = 0;
    if (step >= 0)
      forks.forEach((fork, i) => {
        if (place === 0 || Math.abs(fork - step) < Math.abs(forks[place - 1] - step)) place = i + 1;
      });
    this.range.value = String(place);
    this.#say();
  }

  /** λ is nowhere shown. */
  slide() {}

  #say() {
    this.output.value = this.method === INIT ? INIT : `step ${this.method}`;
    this.range.setAttribute(
      "aria-valuetext",
      this.method === INIT ? "B with other first weights" : `B leaves A’s training after step ${this.method}`,
    );
  }
}
