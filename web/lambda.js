// The hand on the machine: λ, which matching is shown, of which networks, and which layer. They are view keys: moving
// them computes nothing again, they only choose what the figures show.

import { element, grouped } from "./dom.js";
import { inkOf } from "./inks.js";

const DEFAULTS = { "view.lambda": "0.5" };

// So many matchings, or one less beside a choice of networks, still fit side by side on a narrow and on a wide screen.
const FEW = 2;
const MANY = 3;
const LONG = 5; // matchings that a list shows without headings

export class LambdaBar {
  key = "view.method"; // of what is shown
  #view = new Map();
  #told = null; // what the experiment compares, once the engine has read it

  /** root holds the slider, the method's fieldset and the layer's select; edit(key, value) when a person moved one. */
  constructor(root, schema, edit) {
    const find = (id) => root.querySelector(id);
    this.range = find("#lambda-range");
    this.output = find("#lambda-value");
    this.end = find("#lambda-end");
    this.others = document.querySelectorAll("[data-other]"); // where the page names the network compared with A
    this.methods = find("#method");
    this.list = find("#method-list"); // the same choice, where side by side there are too many
    this.layer = find("#layer");
    this.pair = find("#pair");
    this.root = root;
    this.schema = new Map(schema.map((item) => [item.key, item]));
    root.hidden = !this.schema.has("view.lambda");
    const named = (key) => (this.schema.get(key)?.options ?? []).map((option) => [option.name, option]);
    this.shows = new Map(named("view.method"));
    this.names = new Map([...this.shows, ...named("match")]);
    this.range.addEventListener("input", () => {
      this.#say(this.range.value);
      edit("view.lambda", this.range.value);
    });
    this.list.addEventListener("change", () => this.methods.querySelector(`[value="${this.list.value}"]`).click());
    this.methods.addEventListener("change", (event) => {
      edit("view.method", event.target.value);
    });
    this.layer.addEventListener("change", () => edit("view.layer", this.layer.value));
    this.pair.addEventListener("change", () => edit("view.pair", this.pair.value));
  }

  /** The name of the matching that is shown. */
  get method() {
    return this.methods.querySelector("input:checked")?.value ?? "";
  }

  /** The name of the network that is compared with A. */
  get from() {
    return this.pair.value.split("-")[1] ?? "B";
  }

  /** What answers are called that are about what is shown, as keys.Shown.Answer has it. */
  get answer() {
    return this.from === "B" ? this.method : `${this.from}:${this.method}`;
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

  /** Takes the names of the matchings that the experiment compares, as the engine tells them. */
  compares(methods) {
    this.#told = methods.length ? methods : null;
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
    const networks = experiment.get("models") === "file" ? "files" : "seeds";
    this.#pairs((experiment.get(networks) ?? "").split(",").length);
    const asked = (experiment.get("match") ?? "").split(",").filter((name) => name && name !== "none");
    // Before that it is told by what the link asks for, where that names matchings as they are shown.
    const names = this.#told ?? ["none", ...asked.filter((name) => this.shows.has(name))];
    if (this.offered.join() !== names.join()) {
      for (const label of this.methods.querySelectorAll("label")) label.remove();
      const label = (name) => (name === "none" ? "No matching" : (this.names.get(name)?.label ?? name));
      this.list.replaceChildren(
        ...grouped(names, (name) => (names.length > LONG ? this.names.get(name)?.group : "")).flatMap(
          ([group, members]) => {
            const options = members.map((name) => element("option", { value: name }, label(name)));
            return group ? [element("optgroup", { label: group }, ...options)] : options;
          },
        ),
      );
      this.methods.append(
        ...names.map((name) => {
          const { help } = this.names.get(name) ?? {};
          const input = element("input", { type: "radio", name: "method", value: name });
          return element("label", { "data-help": help }, input, element("span", {}, label(name)));
        }),
      );
    }
    const places = names.length + (this.pair.hidden ? 0 : 1);
    this.root.dataset.methods = places > MANY ? "many" : places > FEW ? "some" : "few";
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

  // Every network but A is compared with A; there is a choice where there are several.
  #pairs(networks) {
    const { options = [] } = this.schema.get("view.pair") ?? {};
    const offered = options.slice(0, networks - 1);
    if (this.pair.options.length !== offered.length)
      this.pair.replaceChildren(...offered.map(({ name, label }) => element("option", { value: name }, label)));
    this.pair.hidden = offered.length < 2;
    this.#value("view.pair", (value) => {
      this.pair.value = offered.some(({ name }) => name === value) ? value : (offered[0]?.name ?? "");
    });
  }

  #say(value) {
    this.output.value = Number(value).toFixed(2);
    this.range.setAttribute("aria-valuetext", `λ = ${this.output.value}`);
  }

  #ends(method) {
    this.list.dataset.help = this.names.get(method)?.help ?? "";
    this.end.textContent = method === "none" ? this.from : `π(${this.from})`;
    for (const name of this.others) name.textContent = this.from;
    this.root.dataset.end = method === "none" ? "b" : "p";
  }
}
