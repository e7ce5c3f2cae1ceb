// One control for one row of the schema: a native form element, its label, its help, the put-back button, and the
// engine's objection if there is one. Values are the raw text of the link in both directions.

import { element } from "./dom.js";

const text = (item, edit, more) => {
  const input = element("input", { type: "text", spellcheck: false, autocapitalize: "off", ...more });
  input.addEventListener("change", () => edit(input.value.trim()));
  return { input, body: input, get: () => input.value.trim(), set: (value) => { input.value = value; } };
};

const number = (item, edit) => {
  // No min attribute: with one, the arrows would step through min + k·step instead of round numbers.
  const step = item.step || (item.kind === "int" ? 1 : "any");
  return text(item, edit, { type: "number", step, max: item.max, inputMode: item.kind === "int" ? "numeric" : "decimal" });
};

const choice = (item, edit) => {
  const input = element("select", {}, ...item.options.map(({ name, label }) => element("option", { value: name }, label ?? name)));
  input.addEventListener("change", () => edit(input.value));
  return { input, body: input, get: () => input.value, set: (value) => { input.value = value; } };
};

// A list of names. What is always computed ("none") is shown checked and cannot be taken away.
const choices = (item, edit) => {
  const boxes = item.options.map(({ name }) => element("input", { type: "checkbox", value: name, disabled: name === "none" }));
  const get = () => {
    const names = boxes.filter((box) => box.checked && !box.disabled).map((box) => box.value);
    return names.join(",") || "none";
  };
  const body = element("div", { className: "choices", role: "group" }, ...item.options.map(({ name, label, help }, i) => {
    boxes[i].addEventListener("change", () => edit(get()));
    return element("label", { "data-help": help }, boxes[i], element("span", {}, label ?? name));
  }));
  const set = (value) => {
    const names = value.split(",");
    for (const box of boxes) box.checked = box.disabled || names.includes(box.value);
  };
  return { input: body, body, get, set };
};

const KINDS = { int: number, number, choice, choices, widths: text, seeds: text };

/** Whether this kind of row has a control at all; "fixed" ones, for one, do not. */
export const hasControl = (item) => item.kind in KINDS;

const range = ({ min, max, unit }) => {
  const ends = min !== undefined && max !== undefined ? `From ${min} to ${max}${unit ? ` ${unit}` : ""}. ` : "";
  return ends || (unit ? `In ${unit}. ` : "");
};

/** The control of one row; edit(key, value) is called when a person changed it. */
export class Field {
  constructor(item, edit) {
    this.item = item;
    const id = `key-${item.key}`;
    const changed = (value) => edit(item.key, value);
    this.part = KINDS[item.kind](item, changed);
    this.part.input.id = id;
    this.part.input.setAttribute("aria-describedby", `${id}-help ${id}-problem`);

    const help = `${range(item)}${item.help ?? ""}`;
    const group = item.kind === "choices";
    const label = element(group ? "span" : "label", { id: `${id}-label`, className: "label", for: group ? undefined : id }, item.label);
    if (group) this.part.input.setAttribute("aria-labelledby", label.id);
    // "Training examples … examples" says it twice; the help names the unit in any case.
    const said = item.label.toLowerCase().includes((item.unit ?? "").toLowerCase());
    const unit = item.unit && !said ? element("span", { className: "unit", "aria-hidden": "true" }, item.unit) : "";
    this.back = element("button", { type: "button", className: "back", hidden: true }, "↺");
    this.back.addEventListener("click", () => {
      this.part.set(item.default);
      changed(item.default);
      (group ? this.part.body.querySelector("input:enabled") : this.part.input)?.focus();
    });
    this.objection = element("p", { id: `${id}-problem`, className: "objection", role: "alert" });
    this.root = element("div", { className: `field field-${item.kind}`, "data-key": item.key },
      element("div", { className: "row", "data-help": help }, label, unit, this.part.body),
      this.back, this.objection,
      element("span", { id: `${id}-help`, className: "unseen" }, help));
  }

  get value() {
    return this.part.get();
  }

  /** Shows a value, marked if it is not the default. */
  show(value) {
    // Somebody who is typing here keeps what is typed.
    if (document.activeElement !== this.part.input || this.part.get() !== value) this.part.set(value);
    this.mark(value !== this.item.default);
    this.object("");
  }

  /** Marks the value as different from the default and offers to put it back. */
  mark(changed) {
    this.root.classList.toggle("changed", changed);
    this.back.hidden = !changed;
    const label = `Put ${this.item.label} back to ${this.item.default}`;
    this.back.setAttribute("aria-label", label);
    this.back.title = label;
  }

  /** Shows the engine's objection to what is typed; "" takes it away. */
  object(message) {
    this.objection.textContent = message;
    this.part.input.setAttribute("aria-invalid", String(message !== ""));
  }
}
