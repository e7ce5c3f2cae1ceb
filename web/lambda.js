// The hand on the machine: λ, which matching is shown, and which layer. They are view keys: moving them computes
// nothing again, they only choose what the figures show.

import { element } from "./dom.js";
import { inkOf } from "./inks.js";

const DEFAULTS = { "view.lambda": "0.5" };

// So many matchings still fit side by side on a narrow and on a wide screen.
const FEW = 2;
const MANY = 3;

export class LambdaBar {
  key = "view.method"; // of what is shown
  #view = new Map();

  /** root holds the slider, the method's fieldset and the layer's select; edit(key, value) when a person moved one. */
  constructor(root, schema, edit) {
    const find = (id) => root.querySelector(id);
    this.range = find("#lambda-range");
    this.output = find("#lambda-value");
    this.end = find("#lambda-end");
    this.methods = find("#method");
    this.list = find("#method-list"); // the same choice, where side by side there are too many
    this.layer = find("#layer");
    this.root = root;
    this.schema = new Map(schema.map((item) => [item.key, item]));
    root.hidden = !this.schema.has("view.lambda");
    this.names = new Map((this.schema.get("match")?.options ?? []).map((option) => [option.name, option]));
    this.range.addEventListener("input", () => {
      this.#say(this.range.value);
      edit("view.lambda", this.range.value);
    });
    this.list.addEventListener("change", () => this.methods.querySelector(`[value="${this.list.value}"]`).click());
    this.methods.addEventListener("change", (event) => {
      edit("view.method", event.target.value);
    });
    this.layer.addEventListener("change", () => edit("view.layer", this.layer.value));
  }

  /** The name of the matching that is shown. */
  get method() {
    return this.methods.querySelector("input:checked")?.value ?? "";
  }

  /** The names of the matchings that can be shown. */
  get offered() {
    return [...this.methods.querySelectorAll("input")].map((input) => input.value);
  }

  /** What the view key says of a matching. */
  valueOf(name) {
    return name;
  }

  /** Whether there is a path to move along. */
  get onPath() {
    return !this.root.hidden;
  }

  /** Shows what the view keys say, for the matchers and layers of a whole experiment. */
  show(experiment, view) {
    this.#view = view;
    this.#value("view.lambda", (value) => this.slide(value));
    this.#offer(experiment);
  }

  /** Shows λ. */
  slide(value) {
    this.range.value = value;
    this.#say(this.range.value);
  }

  #value(key, use) {
    use(this.#view.get(key) ?? this.schema.get(key)?.default ?? DEFAULTS[key] ?? "");
  }

  #offer(experiment) {
    if (!this.schema.has("view.method")) return;
    const asked = (experiment.get("match") ?? "").split(",").filter((name) => name && name !== "none");
    const names = ["none", ...asked];
    if (this.offered.join() !== names.join()) {
      for (const label of this.methods.querySelectorAll("label")) label.remove();
      const label = (name) => (name === "none" ? "No matching" : (this.names.get(name)?.label ?? name));
      this.root.dataset.methods = names.length > MANY ? "many" : names.length > FEW ? "some" : "few";
      this.list.replaceChildren(...names.map((name) => element("option", { value: name }, label(name))));
      this.methods.append(
        ...names.map((name) => {
          const { help } = this.names.get(name) ?? {};
          const input = element("input", { type: "radio", name: "method", value: name });
          return element("label", { "data-help": help }, input, element("span", {}, label(name)));
        }),
      );
    }
    this.#value("view.method", (value) => {
      // as keys.Link.Shown has it, for all to show the same
      const chosen = this.#view.get("view.reveal") ? "none" : names.includes(value) ? value : (names[1] ?? "none");
      for (const input of this.methods.querySelectorAll("input")) input.checked = input.value === chosen;
      this.list.value = chosen;
      this.#ends(chosen);
      for (const label of this.methods.querySelectorAll("label"))
        label.className = `inked ${inkOf(label.control.value, names, chosen)}`;
    });

    const layers = (experiment.get("net") ?? "")
      .split("-")
      .filter(Boolean)
      .map((_, i) => String(i + 1));
    if (this.layer.options.length !== layers.length) {
      this.layer.replaceChildren(...layers.map((layer) => element("option", { value: layer }, `Layer ${layer}`)));
    }
    this.layer.hidden = layers.length < 2;
    this.#value("view.layer", (value) => {
      if (layers.includes(value)) this.layer.value = value;
    });
  }

  #say(value) {
    this.output.value = Number(value).toFixed(2);
    this.range.setAttribute("aria-valuetext", `λ = ${this.output.value}`);
  }

  #ends(method) {
    this.list.dataset.help = this.names.get(method)?.help ?? "";
    this.end.textContent = method === "none" ? "B" : "π(B)";
    this.root.dataset.end = method === "none" ? "b" : "p";
  }
}
