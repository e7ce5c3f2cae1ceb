// The export menu: the result as it is computed, and all figures as they are seen.

import { element } from "./dom.js";
import { closing, popover } from "./popover.js";
import { save } from "./save.js";

const FIGURES = [
  { format: "png", label: "All figures, PNG", help: "As seen, at twice the resolution" },
  { format: "svg", label: "All figures, SVG", help: "For papers and slides: sharp at any size" },
];

export class Exports {
  /** The menu box under button; result() is the finished Result or null, picture(figure, format) saves a figure. */
  constructor(button, box, { result, picture }) {
    const item = ({ label, help }, act) =>
      closing(box, element("button", { type: "button" }, element("b", {}, label), element("span", {}, help)), act);
    this.json = item(
      { label: "Result, JSON", help: "Every number of this page, as the native command prints it" },
      () => {
        const all = result();
        save(`onebasin-${all.digest}.json`, "application/json", `${JSON.stringify(all, null, 1)}\n`);
      },
    );
    this.pictures = FIGURES.map((kind) => item(kind, () => picture("all", kind.format)));
    for (const picture of this.pictures) picture.hidden = true;
    box.append(this.json, ...this.pictures);
    popover(button, box, {
      opened: () => {
        this.json.disabled = !result();
      },
    });
    button.hidden = false;
  }

  /** Offers pictures too, once the figures' frame can make them. */
  offer() {
    for (const picture of this.pictures) picture.hidden = false;
  }
}
