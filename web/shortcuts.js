// Single keys for what is done often, and the list of them. They are off while somebody types or a menu is open, and
// whoever uses speech or another way of typing can switch them off for good.

import { element } from "./dom.js";

const STORE = "onebasin.shortcuts";

const typing = (target) =>
  target.closest?.("input:not([type=range], [type=checkbox], [type=radio]), select, textarea, [contenteditable]");
const busy = () => document.querySelector("dialog[open], [popover]:popover-open");

// Whether a key is pressed for the browser or the system. Brackets take AltGr or Alt on many keyboards.
const chord = (event) =>
  (event.ctrlKey || event.metaKey || event.altKey) &&
  !event.getModifierState("AltGraph") &&
  !(event.altKey && !event.ctrlKey && /^[[\]{}]$/.test(event.key));

const remembered = () => {
  try {
    return localStorage.getItem(STORE) !== "off";
  } catch {
    return true; // a browser that keeps nothing
  }
};

export class Shortcuts {
  #keys = new Map();
  #on = remembered();

  /**
   * list: groups of [title, [[key, …], what it does, act, possible?]]; about() are elements that say what the page
   * shows. Both are shown in dialog by button or "?".
   */
  constructor(dialog, button, list, about) {
    dialog.addEventListener("beforeopen", () => dialog.querySelector(".about").replaceChildren(...about()));
    this.dialog = dialog;
    for (const [title, entries] of list) {
      const shown = entries.map(([keys, what, act, possible]) => {
        for (const key of keys) this.#keys.set(key, { act, possible });
        const root = element(
          "div",
          {},
          element("dt", {}, ...keys.map((key) => element("kbd", {}, key))),
          element("dd", {}, what),
        );
        return { root, possible };
      });
      const group = element(
        "section",
        {},
        element("h3", {}, title),
        element("dl", {}, ...shown.map(({ root }) => root)),
      );
      dialog.querySelector(".keys").append(group);
      dialog.addEventListener("beforeopen", () => {
        for (const { root, possible } of shown) root.hidden = possible ? !possible() : false;
        group.hidden = shown.every(({ root }) => root.hidden);
      });
    }
    const box = dialog.querySelector("input");
    box.checked = this.#on;
    box.addEventListener("change", () => this.#use(box.checked));
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close()); // beside it
    button.addEventListener("click", () => this.open());
    addEventListener("keydown", (event) => this.press(event));
  }

  open() {
    this.dialog.dispatchEvent(new Event("beforeopen"));
    this.dialog.showModal();
  }

  /** Takes a key pressed in the page or in its frame. */
  press(event) {
    if (event.defaultPrevented || chord(event) || event.isComposing || typing(event.target) || busy()) return;
    const key = this.#meant(event);
    if (key === "?") this.open();
    else {
      const { act, possible } = (this.#on && this.#keys.get(key)) || {};
      if (!act || (possible && !possible())) return;
      act(key);
    }
    event.preventDefault();
  }

  // What is printed on the key, whatever Caps Lock is; a letter that is none of ours may stand in the place of one, as
  // on keyboards that write other alphabets.
  #meant({ key, code }) {
    if (key === "=") return "+"; // without Shift
    const small = key.length === 1 ? key.toLowerCase() : key;
    const place = /^Key([A-Z])$/.exec(code)?.[1].toLowerCase();
    return place && !/^[ -~]$/.test(small) ? place : small;
  }

  #use(yes) {
    this.#on = yes;
    try {
      if (yes) localStorage.removeItem(STORE);
      else localStorage.setItem(STORE, "off");
    } catch {
      // Then it holds until the page is closed.
    }
  }
}
