// Light, dark or as the system says. The choice is a view key, so that a link can carry it to a lecture hall.

const system = matchMedia("(prefers-color-scheme: dark)");
const NAMES = { auto: "as the system", light: "light", dark: "dark" };
const NEXT = { auto: "light", light: "dark", dark: "auto" };

/**
 * button cycles through the three; on.chosen(name) when a person did, on.resolved("light" | "dark") when it changed.
 */
export class Theme {
  #name = "auto";

  constructor(button, on) {
    this.button = button;
    this.on = on;
    button.addEventListener("click", () => {
      this.show(NEXT[this.#name]);
      on.chosen(this.#name);
    });
    system.addEventListener("change", () => this.show(this.#name));
  }

  /** Shows a theme by its name in the link; unknown names mean auto. */
  show(name) {
    this.#name = Object.hasOwn(NAMES, name) ? name : "auto";
    const resolved = this.#name === "auto" ? (system.matches ? "dark" : "light") : this.#name;
    document.documentElement.dataset.theme = resolved;
    this.button.dataset.name = this.#name;
    this.button.setAttribute("aria-label", `Theme: ${NAMES[this.#name]}`);
    this.button.title = `Theme: ${NAMES[this.#name]}`;
    this.on.resolved(resolved);
  }
}
