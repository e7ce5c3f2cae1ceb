// The menu of experiments to begin with. They are the engine's own presets: a title, what they show, a fragment.

import { element } from "./dom.js";
import { split } from "./link.js";
import { closing, popover } from "./popover.js";

export class Examples {
  #items = [];
  #box;

  /** The menu box under button; defaults is a Map of the experiment's keys, choose(fragment) opens one. */
  constructor(button, box, defaults, choose) {
    this.button = button;
    this.#box = box;
    this.defaults = defaults;
    this.choose = choose;
    popover(button, box);
  }

  /** Offers presets, a list of {name, title, help, fragment}. */
  offer(presets) {
    this.#items = presets.map(({ title, help, fragment }) => {
      const item = element("button", { type: "button" }, element("b", {}, title), element("span", {}, help));
      return {
        item: closing(this.#box, item, () => this.choose(fragment)),
        pairs: new Map([...this.defaults, ...split(fragment)]),
      };
    });
    this.#box.append(...this.#items.map(({ item }) => item));
    this.button.hidden = false;
  }

  /** Marks the one that the page stands at, if any. */
  show(experiment) {
    for (const { item, pairs } of this.#items) {
      const here = [...pairs].every(([key, value]) => experiment.get(key) === value);
      if (here) item.setAttribute("aria-current", "true");
      else item.removeAttribute("aria-current");
    }
  }
}
