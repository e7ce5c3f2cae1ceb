// The numbers behind each figure, as tables: for whoever cannot see the figures, and for whoever wants to read a value.
// A table is fetched from the figures' frame when it is opened, and again when what is shown has changed.

import { element } from "./dom.js";
import { following, rows } from "./csv.js";
import { whole } from "./format.js";

const BATCH = 60; // rows that are made at once, so that no table holds the page up
const PAUSE = 500; // ms of quiet before an open table follows the figures
const AGAIN = 1500; // ms after which a table that changed is looked at again: a landscape is refined for a while

// Six digits tell more than a figure shows; all of them are in the file.
const digits = (cell) =>
  cell === "NaN"
    ? "–"
    : /^-?\d*\.\d{4,}/.test(cell)
      ? String(Number(Number(cell).toPrecision(6))).replace("-", "−")
      : cell.replace(/^-(?=\d)/, "−");
const numeric = (cell) => /^[-+]?[\d.]|^NaN$|^[-+]?Inf$/.test(cell) || cell === "";

// What each column holds: words, numbers, or nothing in any row.
function kinds(lines) {
  const columns = lines.next().value ?? [];
  const kind = columns.map(() => "");
  for (const row of lines) {
    row.forEach((cell, k) => {
      kind[k] ||= cell && (numeric(cell) ? "number" : "word");
    });
    if (!kind.includes("")) break;
  }
  return kind;
}

class DataTable {
  #rows = rows("");
  #kinds = [];
  #shown = 0;
  #all = 0;
  #text = "";
  #timer = 0;

  constructor({ name, label, what }, { fetch, save }) {
    this.name = name;
    this.label = label;
    this.fetch = fetch;
    this.head = element("thead");
    this.body = element("tbody");
    this.said = element("p", { className: "table-note" });
    this.more = element("button", { type: "button", hidden: true });
    this.more.addEventListener("click", () => this.#grow());
    this.file = element("button", { type: "button", hidden: true }, "Save as CSV");
    this.file.addEventListener("click", () => save(name));
    this.root = element(
      "details",
      { className: "data", "data-figure": name },
      element("summary", {}, element("b", {}, label), element("span", {}, what)),
      element(
        "div",
        { className: "scroll", tabIndex: 0, role: "region", "aria-label": `Numbers of the figure: ${label}` },
        element("table", {}, element("caption", { className: "unseen" }, `${label}: ${what}`), this.head, this.body),
      ),
      element("div", { className: "table-foot" }, this.said, this.more, this.file),
    );
    this.root.addEventListener("toggle", () => this.root.open && this.load());
  }

  async load() {
    clearTimeout(this.#timer);
    let text = "";
    try {
      text = await this.fetch(this.name);
      if (text === this.#text) return; // whoever reads it keeps their place
    } catch (error) {
      this.said.textContent = error.message;
    }
    this.#text = text;
    this.#rows = rows(text);
    this.#kinds = kinds(rows(text));
    this.#shown = 0;
    this.#all = following(text);
    const columns = this.#rows.next().value ?? [];
    this.head.replaceChildren(
      element(
        "tr",
        {},
        ...this.#filled(columns).map(([name, kind]) => element("th", { scope: "col", className: kind }, name)),
      ),
    );
    this.body.replaceChildren();
    this.file.hidden = this.#all === 0;
    this.#grow();
    this.#timer = setTimeout(() => this.root.open && !this.root.hidden && this.load(), AGAIN);
  }

  // The cells of columns that hold something, each with what that is.
  #filled(cells) {
    return cells.map((cell, k) => [cell, this.#kinds[k]]).filter(([, kind]) => kind);
  }

  #grow() {
    const lines = [];
    for (let i = 0; i < BATCH; i++) {
      const { value, done } = this.#rows.next();
      if (done) break;
      lines.push(
        element(
          "tr",
          {},
          ...this.#filled(value).map(([cell]) =>
            element("td", { className: numeric(cell) ? "" : "word" }, digits(cell)),
          ),
        ),
      );
    }
    this.body.append(...lines);
    this.#shown += lines.length;
    const left = this.#all - this.#shown;
    this.more.hidden = left <= 0;
    this.more.textContent = `Show ${Math.min(left, BATCH)} more`;
    const of =
      left > 0
        ? `${whole(this.#shown)} of ${whole(this.#all)} rows`
        : `${whole(this.#all)} ${this.#all === 1 ? "row" : "rows"}`;
    if (this.#all) this.said.textContent = of;
  }
}

export class DataTables {
  #tables;
  #timer = 0;

  /**
   * Fills root's list with figures, {name, label, what} each. on: fetch(figure) is a promise of a figure's CSV,
   * save(figure) hands it out.
   */
  constructor(root, figures, on) {
    this.root = root;
    this.on = on;
    this.#tables = new Map();
    this.offer(figures);
    root.hidden = false;
  }

  /** Lists the figures that are shown, {name, label, what} each. */
  offer(figures) {
    for (const figure of figures) {
      if (this.#tables.has(figure.name)) continue;
      const table = new DataTable(figure, this.on);
      this.#tables.set(figure.name, table);
      this.root.append(table.root);
    }
    for (const [name, { root }] of this.#tables) root.hidden = !figures.some((figure) => figure.name === name);
  }

  /** Opens a figure's table and goes there. */
  open(figure) {
    const { root } = this.#tables.get(figure);
    root.open = true;
    root.scrollIntoView({
      block: "start",
      behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth",
    });
    root.querySelector("summary").focus({ preventScroll: true });
  }

  /** What the figures show has changed. */
  follow() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      for (const table of this.#tables.values()) if (table.root.open && !table.root.hidden) table.load();
    }, PAUSE);
  }
}
