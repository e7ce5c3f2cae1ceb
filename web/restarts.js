// The restarts of a search as a strip: one column for each, a dot as high as its objective, a bar as high as the loss
// barrier it leads to. A native slider lies over it, so that a click, a finger and the arrow keys choose the one shown.

import { element } from "./dom.js";
import { small } from "./format.js";

const TOP = { from: 24, to: 6 }; // px, where the dots of the worst and of the best objective stand
const BAR = { from: 48, high: 16 };
const FLAT = 1e-9; // objectives that differ by less, relatively, are drawn at one height

const svg = (tag, props) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(props)) made.setAttribute(name, value);
  return made;
};

export class Restarts {
  #list = [];
  #winner = 0;

  /** root gets the strip; choose(index) when a person chose, index -1 for the winner. */
  constructor(root, choose) {
    this.root = root;
    this.range = element("input", { type: "range", min: 0, step: 1, "aria-label": "Restart shown" });
    this.picture = svg("svg", { "aria-hidden": "true" });
    this.said = element("p", { className: "strip-said" });
    root.append(
      element(
        "div",
        {
          className: "strip",
          "data-help":
            "Each column is one start of the search. The dot is its objective, higher is better; the bar under it " +
            "is the loss barrier of the path it leads to, lower is better. The winner is the filled dot.",
        },
        this.picture,
        this.range,
      ),
      this.said,
    );
    this.range.addEventListener("input", () => {
      const at = Number(this.range.value);
      this.show(at);
      choose(at === this.#winner ? -1 : at);
    });
  }

  /** Draws a search's restarts, a list of {objective, barrier}, of which number winner won. */
  draw(list, winner) {
    this.#list = list;
    this.#winner = winner;
    this.range.max = list.length - 1;
    const objectives = list.map(({ objective }) => objective).filter((x) => x !== null);
    const [low, high] = [Math.min(...objectives), Math.max(...objectives)];
    const most = Math.max(...list.map(({ barrier }) => barrier ?? 0));
    const wide = 100 / list.length;
    const x = (i) => `${(i + 0.5) * wide}%`;
    const y = (objective) =>
      high - low > FLAT * Math.abs(high)
        ? TOP.from + ((TOP.to - TOP.from) * (objective - low)) / (high - low)
        : (TOP.from + TOP.to) / 2;
    this.column = svg("rect", { class: "shown", y: 0, height: BAR.from + 2, width: `${wide}%`, rx: 3 });
    this.picture.replaceChildren(
      this.column,
      svg("line", { x1: 0, x2: "100%", y1: BAR.from + 0.5, y2: BAR.from + 0.5 }),
    );
    list.forEach(({ objective, barrier }, i) => {
      if (barrier !== null && barrier !== undefined && most > 0) {
        const high = Math.max(1, (BAR.high * Math.max(0, barrier)) / most);
        this.picture.append(
          svg("rect", {
            class: "bar",
            x: `${(i + 0.22) * wide}%`,
            width: `${0.56 * wide}%`,
            y: BAR.from - high,
            height: high,
          }),
        );
      }
      if (objective !== null)
        this.picture.append(
          svg("circle", {
            class: i === winner ? "dot won" : "dot",
            cx: x(i),
            cy: y(objective),
            r: list.length > 60 ? 1.5 : 3.5,
          }),
        );
    });
  }

  /** Marks the restart that is shown; -1 is the winner. */
  show(index) {
    const at = index < 0 || index >= this.#list.length ? this.#winner : index;
    const { objective, barrier } = this.#list[at];
    this.range.value = at;
    this.column.setAttribute("x", `${(100 * at) / this.#list.length}%`);
    const parts = [
      `Restart ${at + 1} of ${this.#list.length}${at === this.#winner ? ", winner" : ""}`,
      `objective ${objective === null ? "–" : objective.toFixed(1)}`,
    ];
    if (barrier !== null && barrier !== undefined) parts.push(`barrier ${small(barrier)}`);
    this.said.textContent = parts.join(" · ");
    this.range.setAttribute("aria-valuetext", parts.join(", "));
  }
}
