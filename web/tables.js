// The results of a laboratory as tables, which the engine makes: words and numbers, as they are shown. A laboratory
// that has a module of its own in its folder is shown by that.

import { element } from "./dom.js";

const INKS = { A: "a", B: "b", piB: "p", merged: "m" };

const title = ({ title: name, help }) =>
  help ? element("span", { className: "term", tabIndex: 0, "data-help": help }, name) : name;
const head = ({ head: name, ink }) => [
  ...(INKS[ink] ? [element("span", { className: `dot ${INKS[ink]}`, "aria-hidden": "true" })] : []),
  name,
];

function table({ title: caption, columns, rows, notes }) {
  const th = (scope, ...content) => element("th", { scope }, ...content);
  const list = element("ul", { className: "notes" }, ...notes.map((note) => element("li", {}, note)));
  list.hidden = notes.length === 0;
  return [
    element("h2", {}, caption),
    element(
      "div",
      { className: "scroll", tabIndex: 0, role: "region", "aria-label": caption },
      element(
        "table",
        {},
        element("caption", { className: "unseen" }, caption),
        element(
          "thead",
          {},
          element("tr", {}, element("td", {}), ...columns.map((column) => th("col", title(column)))),
        ),
        element(
          "tbody",
          {},
          ...rows.map((row) =>
            element("tr", {}, th("row", ...head(row)), ...row.cells.map((cell) => element("td", {}, cell))),
          ),
        ),
      ),
    ),
    list,
  ];
}

export class Tables {
  /** Fills root with the tables, in place of those of another laboratory. */
  constructor(root) {
    this.box = element("div", { className: "result-tables" });
    for (const other of root.querySelectorAll("[data-of]")) other.remove();
    root.prepend(this.box);
    this.digest = root.querySelector("#digest");
  }

  /** What an experiment will fill is not known before it is there. */
  expect() {}

  /** What is shown is not marked. */
  look() {}

  /** Shows the tables of a message of the engine. */
  show({ result = {}, tables = [] }) {
    this.box.replaceChildren(...tables.flatMap(table));
    this.digest.textContent = result.digest ? `Digest ${result.digest} · build ${result.build}` : "";
  }
}
