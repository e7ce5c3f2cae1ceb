// One control for one row of the schema: a native form element, its label, its help, the put-back button, and the
// engine's objection if there is one. Values are the raw text of the link in both directions.

import { element, grouped } from "./dom.js";
import { whole } from "./format.js";
import { meant } from "./meant.js";

const text = (item, edit, more) => {
  const input = element("input", { type: "text", spellcheck: false, autocapitalize: "off", ...more });
  const change = () => {
    const typed = input.value.trim();
    const value = meant(item.kind, typed);
    edit(value, value === typed ? "" : typed);
  };
  input.addEventListener("change", change);
  return {
    input,
    body: input,
    get: () => meant(item.kind, input.value),
    set: (value) => {
      input.value = value;
    },
  };
};

// Plain text like the others, since a number field hides what it cannot read; its arrows are the keyboard's.
const int = (item, edit) => {
  if (item.step) return number(item, edit);
  const made = text(item, edit, { inputMode: "numeric" });
  made.input.addEventListener("keydown", (event) => {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    const now = Number(made.get());
    if (!by || !Number.isSafeInteger(now)) return;
    event.preventDefault();
    made.set(String(Math.min(item.max, Math.max(item.min, now + by * (event.shiftKey ? 10 : 1)))));
    edit(made.get());
  });
  return made;
};

// Of a number that has steps the value is chosen by a slider, and stands beside it.
const number = (item, edit) => {
  if (!item.step) return text(item, edit, { inputMode: "decimal" });
  const { min, max, step } = item;
  const input = element("input", { type: "range", min, max, step });
  const output = element("output", {});
  const say = () => {
    output.value = input.value;
  };
  input.addEventListener("input", () => {
    say();
    edit(input.value);
  });
  return {
    input,
    body: element("div", { className: "slide" }, input, output),
    get: () => input.value,
    set: (value) => {
      input.value = value;
      say();
    },
  };
};

const choice = (item, edit) => {
  const input = element(
    "select",
    {},
    ...item.options.map(({ name, label }) => element("option", { value: name }, label ?? name)),
  );
  input.addEventListener("change", () => edit(input.value));
  return {
    input,
    body: input,
    get: () => input.value,
    set: (value) => {
      input.value = value;
    },
  };
};

// A list of names. What is always computed ("none") is shown checked and cannot be taken away.
const choices = (item, edit) => {
  const boxes = item.options.map(({ name }) =>
    element("input", { type: "checkbox", value: name, disabled: name === "none" }),
  );
  const get = () => {
    const names = boxes.filter((box) => box.checked && !box.disabled).map((box) => box.value);
    return names.join(",") || "none";
  };
  const box = (option) => {
    const made = boxes[item.options.indexOf(option)];
    made.addEventListener("change", () => edit(get()));
    return element("label", { "data-help": option.help }, made, element("span", {}, option.label ?? option.name));
  };
  const body = element(
    "div",
    { className: "choices", role: "group" },
    ...grouped(item.options, ({ group }) => group).map(([group, options]) =>
      element(
        "div",
        { role: group ? "group" : undefined, "aria-label": group || undefined },
        ...(group ? [element("p", { className: "of", "aria-hidden": "true" }, group)] : []),
        ...options.map(box),
      ),
    ),
  );
  const set = (value) => {
    const names = value.split(",");
    for (const box of boxes) box.checked = box.disabled || names.includes(box.value);
  };
  return { input: body, body, get, set };
};

// A list of seeds, and a button that makes it longer by the next one that is free.
const seeds = (item, edit) => {
  const made = text(item, edit);
  const button = element("button", { type: "button", className: "add" }, "+ Add a network");
  const list = () => made.get().split(",");
  const full = () => {
    button.hidden = list().length >= item.maxItems;
  };
  button.addEventListener("click", () => {
    let next = 1;
    while (list().includes(String(next))) next++;
    made.set([...list().filter(Boolean), next].join(","));
    full();
    edit(made.get());
  });
  return {
    ...made,
    more: button,
    set: (value) => {
      made.set(value);
      full();
    },
  };
};

const KINDS = {
  int,
  number,
  choice,
  choices,
  widths: text,
  seeds,
  steps: text,
  values: (item, edit) => text(item, edit, { placeholder: item.empty ?? "usual ones" }),
};

/** Whether there is anything to choose: a row with one possible value has no control. */
export const hasControl = (item) =>
  item.kind in KINDS && item.options?.length !== 1 && (item.min === undefined || item.min !== item.max);

const plain = (x) => (x >= 10000 ? whole(x) : String(x));

// What may be typed, in words: "From 1 to 4096 examples."
function range({ kind, min, max, minOpen, minItems, maxItems, unit }) {
  if (min === undefined || max === undefined) return "";
  const ends =
    max >= Number.MAX_SAFE_INTEGER
      ? `whole numbers from ${plain(min)}`
      : `${minOpen ? "above" : "from"} ${plain(min)} to ${plain(max)}${unit ? ` ${unit}` : ""}`;
  const items = minItems ? `${minItems} to ${maxItems} values` : `At most ${maxItems} values`;
  const text = ["widths", "seeds", "steps", "values"].includes(kind) ? `${items}, ${ends}` : ends;
  return ` ${text[0].toUpperCase()}${text.slice(1)}.`;
}

/** The control of one row; edit(key, value) is called when a person changed it. */
export class Field {
  constructor(item, edit) {
    this.item = item;
    const id = `key-${item.key}`;
    const changed = (value, typed = "") => {
      this.understood.textContent = typed ? `“${typed}” is read as ${value}.` : "";
      if (typed) this.part.set(value);
      edit(item.key, value);
    };
    this.part = KINDS[item.kind](item, changed);
    this.part.input.id = id;
    this.part.input.setAttribute("aria-describedby", `${id}-help ${id}-problem`);

    const group = item.kind === "choices";
    const label = element(
      group ? "span" : "label",
      { id: `${id}-label`, className: "label", for: group ? undefined : id },
      element("span", {}, item.label),
    );
    if (group) this.part.input.setAttribute("aria-labelledby", label.id);
    // "Training examples … examples" says it twice; the help names the unit in any case.
    const said = item.label.toLowerCase().includes((item.unit ?? "").toLowerCase());
    if (item.unit && !said) label.append(element("small", {}, item.unit));
    this.back = element("button", { type: "button", className: "back", hidden: true }, "↺");
    this.back.addEventListener("click", () => {
      this.part.set(item.default);
      changed(item.default);
      (group ? this.part.body.querySelector("input:enabled") : this.part.input)?.focus();
    });
    this.understood = element("p", { className: "understood", role: "status" });
    this.objection = element("p", { id: `${id}-problem`, className: "objection", role: "alert" });
    this.row = element("div", { className: "row" }, label, this.part.body);
    this.help = element("span", { id: `${id}-help`, className: "unseen" });
    this.root = element(
      "div",
      { className: `field field-${item.kind}`, "data-key": item.key },
      this.row,
      this.back,
      ...(this.part.more ? [this.part.more] : []),
      this.understood,
      this.objection,
      this.help,
    );
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
    this.#explain();
    const label = `Put ${this.item.label} back to ${this.item.default}`;
    this.back.setAttribute("aria-label", label);
    this.back.title = label;
  }

  // The row's help, that of the chosen option, and what may be typed.
  #explain() {
    const { item } = this;
    const option = item.kind === "choice" ? item.options.find(({ name }) => name === this.value) : undefined;
    const help = `${item.help}${option?.help ? ` ${option.label}: ${option.help}` : ""}${range(item)}`;
    if (this.row.dataset.help === help) return;
    this.row.dataset.help = help;
    this.help.textContent = help;
  }

  /** Shows the engine's objection to what is typed, in words of the label; "" takes it away. */
  object(message) {
    const { key, label } = this.item;
    const [told] = message.split("; used "); // what is typed stays, nothing is used instead
    this.objection.textContent = told.startsWith(`${key} `) ? `${label}${told.slice(key.length)}.` : told;
    this.part.input.setAttribute("aria-invalid", String(message !== ""));
  }
}
