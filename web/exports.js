// The export menu: the result, the experiment's networks, permutations and data, all figures, and what to cite. How
// figures become pictures, in which colours and how wide, is chosen here for them all.

import { element } from "./dom.js";
import { closing, popover } from "./popover.js";

// An inch has 96 CSS pixels, so that a picture for paper has the page's smallest text at 9 points.
const WIDTHS = [
  { label: "As wide as seen", width: 0, scale: 2 },
  { label: "1 column, 85 mm", width: 321, scale: 4 },
  { label: "2 columns, 175 mm", width: 661, scale: 4 },
];
const COLOURS = [
  { label: "Colours as seen", light: false },
  { label: "Light, for paper", light: true },
];

const TYPES = { json: "application/json", csv: "text/csv", txt: "text/plain", safetensors: "application/octet-stream" };

function select(name, choices) {
  return element("select", { "aria-label": name }, ...choices.map(({ label }) => element("option", {}, label)));
}

export class Exports {
  #files = []; // names in the list

  /**
   * The menu box under button. on: result() → the finished Result or null, names() of the experiment's files,
   * file(name) → promise of one of them, keep(name, type, contents) hands out what is named after the experiment,
   * picture(figure, format) saves figures, print(), origin() → lines, cite() → promise of a text, failed(error).
   */
  constructor(button, box, on) {
    this.on = on;
    const item = (label, help, act) =>
      closing(box, element("button", { type: "button" }, element("b", {}, label), element("span", {}, help)), act);
    this.json = item("Result, JSON", "Every number of this page, with its link", () => {
      const [link] = on.origin().split("\n");
      on.keep("result.json", TYPES.json, `${JSON.stringify({ link, ...on.result() }, null, 1)}\n`);
    });
    this.bibtex = item("Citations, BibTeX", "This experiment by its link, and the papers that it uses", async () => {
      try {
        on.keep("references.bib", "application/x-bibtex", await on.cite());
      } catch (error) {
        on.failed(error);
      }
    });
    this.paper = item("Print, or PDF", "One page: finding, figures, tables, link and digest", on.print);
    this.colours = select("Colours of pictures", COLOURS);
    this.width = select("Width of pictures", WIDTHS);
    const picture = (label, format) =>
      closing(box, element("button", { type: "button" }, label), () => on.picture("all", format));
    this.pictures = element(
      "section",
      { hidden: true, "data-part": "pictures" },
      element("h3", {}, "All figures"),
      element("div", { className: "pair" }, this.colours, this.width),
      element("div", { className: "chips" }, picture("PNG", "png"), picture("SVG", "svg")),
    );
    this.list = element("div", { className: "chips" });
    this.parts = element(
      "section",
      { "data-part": "files" },
      element("h3", {}, "Networks, permutations, data"),
      this.list,
    );
    box.append(this.json, this.bibtex, this.paper, this.pictures, this.parts);
    popover(button, box, { opened: () => this.#fill(box) });
    button.hidden = false;
  }

  /** How pictures are made, for the canvas. */
  get print() {
    const { width, scale } = WIDTHS[this.width.selectedIndex];
    return { width, scale, light: COLOURS[this.colours.selectedIndex].light };
  }

  /** The same in words. */
  get printed() {
    const { width, light } = this.print;
    return [
      light ? "light colours" : "colours as seen",
      width ? WIDTHS[this.width.selectedIndex].label : "as wide as seen",
    ]
      .join(", ")
      .replace(/^./, (c) => c.toUpperCase());
  }

  /** Offers pictures too, once the figures' frame can make them. */
  offer() {
    this.pictures.hidden = false;
  }

  #fill(box) {
    const names = this.on.names();
    this.json.disabled = this.bibtex.disabled = !this.on.result();
    this.parts.hidden = names.length === 0;
    if (names.join() === this.#files.join()) return;
    this.#files = names;
    this.list.replaceChildren(
      ...names.map((name) =>
        closing(box, element("button", { type: "button", "data-file": name }, name), () => this.#hand(name)),
      ),
    );
  }

  async #hand(name) {
    try {
      this.on.keep(name, TYPES[name.split(".").at(-1)] ?? TYPES.safetensors, await this.on.file(name));
    } catch (error) {
      this.on.failed(error);
    }
  }
}
