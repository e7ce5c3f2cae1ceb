// Sharing a link. The digest goes with it once the result is there, so that whoever opens it learns whether the same
// bits came out; a title goes with it if one is given.

import { popover } from "./popover.js";

const SHOWN = 2500; // ms

/** Text as view.title carries it: everything but letters, digits and -_.~ percent-encoded, as the engine writes it. */
const encode = (text) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

export class Share {
  #timer = 0;

  /**
   * box opens under button; address() is the link, verified() whether it carries a digest, entitle(encoded) titles the
   * page.
   */
  constructor(button, box, { address, verified, entitle }) {
    this.address = address;
    this.verified = verified;
    this.title = box.querySelector("#share-title");
    this.link = box.querySelector("#share-link");
    this.copy = box.querySelector("#share-copy");
    this.note = box.querySelector("#share-note");
    this.said = this.copy.textContent;
    this.copy.setAttribute("aria-live", "polite");
    popover(button, box, { opened: () => this.refresh() });
    this.title.addEventListener("input", () => {
      const text = this.title.value.trim();
      entitle(text ? encode(text) : undefined);
      this.refresh();
    });
    this.link.addEventListener("focus", () => this.link.select());
    this.copy.addEventListener("click", () => this.now());
    box.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.now();
    });
  }

  /** Shows the title that the link carries. */
  show(title) {
    if (document.activeElement !== this.title) this.title.value = title;
  }

  /** Writes link and note anew: both change when a result comes. */
  refresh() {
    this.link.value = this.address();
    this.note.textContent = this.verified()
      ? "The link carries this result’s digest: whoever opens it is told whether the same bits came out."
      : "Once the experiment has finished, its link carries the result’s digest and can be verified.";
  }

  /** Copies the link; the answer is whether that went well. */
  async now() {
    this.refresh();
    let well = true;
    try {
      await navigator.clipboard.writeText(this.link.value);
    } catch {
      // Embedded pages and plain http may not use the clipboard; then the link is marked for copying by hand.
      well = false;
      this.link.focus();
      this.link.select();
    }
    this.copy.textContent = well ? "Copied" : "Press Ctrl + C";
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.copy.textContent = this.said;
    }, SHOWN);
    return well;
  }
}
