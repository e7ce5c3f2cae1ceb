// Sharing a link. The digest goes with it once the result is there, so that whoever opens it learns whether the same
// bits came out; a title goes with it if one is given, and the answer may be kept back until it is asked for. The same
// link as an embedded figure, and as a QR code.

import { element } from "./dom.js";
import { popover } from "./popover.js";

const SHOWN = 2500; // ms
const REVEAL = "view.reveal";

/** Text as view.title carries it: everything but letters, digits and -_.~ percent-encoded, as the engine writes it. */
const encode = (text) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const html = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

export class Share {
  #timers = new Map(); // of buttons that say that something was copied

  /**
   * box opens under button; ways are the options of view.reveal, address() is the link, verified() whether it carries a
   * digest, entitle(encoded) titles the page.
   */
  constructor(button, box, { ways, address, verified, entitle }) {
    this.address = address;
    this.verified = verified;
    const find = (id) => box.querySelector(`#share-${id}`);
    this.title = find("title");
    this.link = find("link");
    this.copy = find("copy");
    this.note = find("note");
    this.reveal = find("reveal");
    this.code = find("code");
    this.qr = find("qr");
    this.embed = find("embed");
    this.reveal.append(...ways.map(({ name, label }) => element("option", { value: name }, label)));
    for (const part of [this.reveal, this.reveal.previousElementSibling]) part.hidden = ways.length < 2;
    for (const part of [this.copy, this.embed]) part.setAttribute("aria-live", "polite");
    popover(button, box, { opened: () => this.refresh() });
    this.title.addEventListener("input", () => {
      const text = this.title.value.trim();
      entitle(text ? encode(text) : undefined);
      this.refresh();
    });
    this.reveal.addEventListener("change", () => this.refresh());
    this.link.addEventListener("focus", () => this.link.select());
    this.copy.addEventListener("click", () => this.now());
    this.embed.addEventListener("click", () => this.#copy(this.embed, this.snippet));
    this.qr.addEventListener("click", () => this.#show(this.code.hidden));
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
    const address = this.address();
    const way = this.reveal.value;
    this.link.value = way && !address.includes(`&${REVEAL}=`) ? `${address}&${REVEAL}=${way}` : address;
    this.note.textContent = this.verified()
      ? "The link carries this result’s digest: whoever opens it is told whether the same bits came out."
      : "Once the experiment has finished, its link carries the result’s digest and can be verified.";
    if (!this.code.hidden) this.#show(true);
  }

  /** The element that shows this experiment in another page (docs/embedding.md). */
  get snippet() {
    const link = this.link.value;
    const fragment = link.slice(link.indexOf("#"));
    const script = new URL("embed.js", link).href;
    return (
      `<script src="${html(script)}" async></script>\n` +
      `<one-basin src="${html(fragment)}">\n` +
      `  <a href="${html(link)}">Open the experiment</a>\n` +
      `</one-basin>\n`
    );
  }

  async #show(yes) {
    this.qr.setAttribute("aria-expanded", String(yes));
    this.code.hidden = !yes;
    if (!yes) return;
    const { picture } = await import("./qr.js");
    this.code.replaceChildren(picture(this.link.value) ?? "The link is too long for a QR code.");
    this.code.scrollIntoView({ block: "nearest" });
  }

  /** Copies the link; the answer is whether that went well. */
  now() {
    this.refresh();
    return this.#copy(this.copy, this.link.value);
  }

  async #copy(button, text) {
    let well = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Embedded pages and plain http may not use the clipboard; then the link is marked for copying by hand.
      well = false;
      this.link.focus();
      this.link.select();
    }
    button.dataset.said ??= button.textContent;
    button.textContent = well ? "Copied" : "Press Ctrl + C";
    clearTimeout(this.#timers.get(button));
    this.#timers.set(
      button,
      setTimeout(() => {
        button.textContent = button.dataset.said;
      }, SHOWN),
    );
    return well;
  }
}
