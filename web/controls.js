// The controls, generated from the schema: one group of rows after another, in the schema's order. The schema is the
// engine's own table, so a key that the engine learns appears here without a line being written.

import { element } from "./dom.js";
import { Field, hasControl } from "./field.js";
import { isView } from "./link.js";

// These view keys have a place of their own beside the figures, or none at all.
const ELSEWHERE = new Set(
  [
    "lambda",
    "fork",
    "found",
    "used",
    "method",
    "pair",
    "layer",
    "mode",
    "turn",
    "tilt",
    "step",
    "restart",
    "theme",
    "embed",
    "title",
    "study",
    "reveal",
  ].map((name) => `view.${name}`),
);

export class Controls {
  #fields = new Map();
  #groups = [];

  /**
   * form is filled with the rows of schema, note says how many are changed; edit(key, value) is called when a person
   * changed one.
   */
  constructor(form, note, schema, edit) {
    this.form = form;
    this.note = note;
    this.schema = schema;
    this.edit = edit;
    form.addEventListener("submit", (event) => event.preventDefault());
  }

  /** Makes the controls, one group after the other with a pause() in between, so that the page is never held up. */
  async fill(pause) {
    const shown = this.schema.filter(
      (item) => hasControl(item) && !ELSEWHERE.has(item.key) && item.when?.key !== "view.study",
    );
    for (const name of new Set(shown.map(({ group }) => group))) {
      const fields = shown.filter(({ group }) => group === name).map((item) => this.#field(item));
      const count = element("span", { className: "count" });
      const root = element(
        "details",
        { className: "group", open: true },
        element("summary", {}, element("span", {}, name), count),
        element("div", { className: "rows", role: "group", "aria-label": name }, ...fields.map((field) => field.root)),
      );
      this.#groups.push({ fields, count, root });
      for (const field of fields) field.show(field.item.default);
      this.#arrange();
      this.form.append(root);
      await pause();
    }
  }

  #field(item) {
    const field = new Field(item, (key, value) => {
      field.mark(value !== item.default);
      this.#arrange();
      this.edit(key, value);
    });
    this.#fields.set(item.key, field);
    return field;
  }

  /** The keys that a person can set here, with their defaults. */
  get defaults() {
    return new Map(this.schema.map(({ key, default: value }) => [key, value]));
  }

  /** The keys of an experiment, with their defaults. */
  get experiment() {
    return new Map([...this.defaults].filter(([key]) => !isView(key)));
  }

  /** Shows an experiment; keys that it does not name stand at their default. */
  show(pairs) {
    for (const [key, field] of this.#fields) field.show(pairs.get(key) ?? field.item.default);
    this.#arrange();
  }

  /** Shows each problem at its control and returns those that have none. */
  object(problems) {
    for (const field of this.#fields.values()) field.object("");
    return problems.filter(({ key, message }) => {
      const field = this.#fields.get(key);
      field?.object(message);
      return !field;
    });
  }

  /** Puts the keyboard's focus on a key's control. */
  focus(key) {
    const field = this.#fields.get(key);
    field?.root.closest("details").setAttribute("open", "");
    field?.part.input.focus();
  }

  // Whether one of the values that a condition names is among those of its key.
  #holds({ key, in: names }) {
    const values = this.#fields.get(key)?.value.split(",") ?? [];
    return names.some((name) => values.includes(name));
  }

  // Rows that depend on another row's value come and go; each group says how many of its rows were changed.
  #arrange() {
    let total = 0;
    for (const { fields, count, root } of this.#groups) {
      let changed = 0;
      let shown = 0;
      for (const { item, root: row } of fields) {
        row.hidden = Boolean(item.when) && !this.#holds(item.when);
        if (!row.hidden) shown++;
        if (!row.hidden && row.classList.contains("changed")) changed++;
      }
      root.hidden = shown === 0;
      count.textContent = changed ? `${changed} changed` : "";
      total += changed;
    }
    this.note.textContent = total ? `${total} changed` : "all at their defaults";
  }
}
