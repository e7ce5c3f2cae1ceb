// What can be done with each figure, as buttons that lie on the figures' frame: its data and pictures in a menu at the
// corner of its title; contours or surface, zoom, turn and tilt at the landscape. The frame draws the figures and says
// where they are; whatever a pointer can do on the canvas, these do for the keyboard. A button is there only if the
// frame, or the schema, knows what it asks for.

import { element } from "./dom.js";
import { closing, popover } from "./popover.js";

const STEP = 60; // ms of quiet before the places are asked for again
const LATER = 800; // ms after which a landscape that was not there yet is looked for …
const PATIENCE = 40; // … so many times: a run that diverged has none

const icon = (path) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
};
const DOTS = "M4.500 10h.01M10 10h.01M15.500 10h.01";
const PLUS = "M10 4.500v11M4.500 10h11";
const MINUS = "M4.500 10h11";
const WHOLE = "M4 8V4h4M16 8V4h-4M4 12v4h4M16 12v4h-4";

/** A native slider for one of the angles. */
function angle(item, edit) {
  const input = element("input", { type: "range", min: item.min, max: item.max, step: 1 });
  const said = element("span", { className: "angle", "aria-hidden": "true" });
  const show = (value) => {
    input.value = value;
    said.textContent = `${Math.round(value)}°`;
    input.setAttribute("aria-valuetext", `${Math.round(value)} degrees`);
  };
  input.addEventListener("input", () => {
    show(input.value);
    edit(item.key, input.value);
  });
  return {
    show,
    key: item.key,
    default: item.default,
    root: element("label", { "data-help": item.help }, element("span", {}, item.label), input, said),
  };
}

export class Toolbox {
  #tools = new Map(); // figure → its group
  #menus = [];
  #angles = [];
  #offered = false;
  #solid = false;
  #timer = 0;
  #zooms = false;
  #elsewhere = false; // than where it shows all

  /**
   * stage holds the frame. schema tells which views there are, figures which are the first page's; on: look(key,
   * value), zoom(way), where() → promise of the figures' description, figures(list) that are shown, table(figure),
   * file(figure, format), printed() how pictures are made, in words.
   */
  constructor(stage, schema, figures, on) {
    this.on = on;
    this.first = figures;
    this.stage = stage;
    const keys = new Map(schema.map((item) => [item.key, item]));
    this.charts = new Map((keys.get("view.embed")?.options ?? []).map(({ name, label }) => [name, label]));
    for (const figure of figures) this.#add(figure);
    this.#path(this.#tools.get("path") ?? element("div"), keys.get("view.loss"));
    this.#landscape(keys);
    new ResizeObserver(() => this.place()).observe(stage);
  }

  #add(figure) {
    const group = element(
      "div",
      {
        className: "tools",
        role: "group",
        "aria-label": `${figure.label}, tools`,
        "data-figure": figure.name,
        hidden: true,
      },
      ...this.#menu(figure),
    );
    this.#tools.set(figure.name, group);
    this.stage.append(group);
  }

  #menu({ name, label }) {
    const box = element("div", { className: "menu", "aria-label": label });
    const button = element(
      "button",
      {
        type: "button",
        className: "more",
        "aria-label": `${label}: numbers and pictures`,
        title: "Numbers and pictures",
      },
      icon(DOTS),
    );
    const item = (text, help, act, className = "") =>
      closing(
        box,
        element("button", { type: "button", className }, element("b", {}, text), element("span", {}, help)),
        act,
      );
    const [png, svg] = ["png", "svg"].map((format) => item(format.toUpperCase(), "", () => this.on.file(name, format)));
    box.append(
      item("Data table", "The numbers behind the figure", () => this.on.table(name), "to-table"),
      png,
      svg,
      item("CSV", "The numbers, for other programs", () => this.on.file(name, "csv")),
    );
    popover(button, box, {
      opened: () => {
        for (const picture of [png, svg]) picture.querySelector("span").textContent = this.on.printed();
      },
    });
    button.hidden = !this.#offered;
    this.#menus.push(button);
    return [button, box];
  }

  // The axis of losses, in the menu of the path's figure.
  #path(group, item) {
    this.loss = { item, boxes: [] };
    const box = group.querySelector(".menu");
    if (!item || !box) return;
    const choices = item.options.map(({ name, label, help }) => {
      const input = element("input", { type: "radio", name: "loss-axis", value: name });
      input.addEventListener("change", () => this.on.look(item.key, name === item.default ? undefined : name));
      this.loss.boxes.push(input);
      return element("label", { "data-help": help }, input, label);
    });
    box.append(element("fieldset", { className: "choice" }, element("legend", {}, item.label), ...choices));
  }

  #landscape(keys) {
    const modes = keys.get("view.mode")?.options ?? [];
    const tool = (label, shape, act) => {
      const button = element("button", { type: "button", className: "tool", "aria-label": label, title: label }, shape);
      button.addEventListener("click", act);
      return button;
    };
    this.mode = tool("Show the landscape as a surface", "3-D", () => {
      this.#turnInto(!this.#solid);
      this.on.look("view.mode", this.#solid ? "3d" : undefined);
    });
    this.mode.hidden = modes.length < 2;
    this.closer = tool("Zoom in", icon(PLUS), () => this.on.zoom("in"));
    this.farther = tool("Zoom out", icon(MINUS), () => this.on.zoom("out"));
    for (const button of [this.closer, this.farther]) button.classList.add("at-hand");
    this.home = tool("Show the whole plane", icon(WHOLE), () => {
      if (document.activeElement === this.home) this.farther.focus();
      this.on.zoom("reset");
    });
    this.#angles = ["view.turn", "view.tilt"]
      .filter((key) => keys.has(key))
      .map((key) => angle(keys.get(key), this.on.look));
    this.orbit = element("div", { className: "orbit", hidden: true }, ...this.#angles.map(({ root }) => root));
    this.corner = element("div", { className: "corner" }, this.mode, this.closer, this.farther, this.home);
    this.#hang("landscape");
    this.#turnInto(false);
  }

  // What turns and magnifies belongs to the tools of one figure.
  #hang(figure) {
    const group = this.#tools.get(figure) ?? element("div");
    if (this.corner.parentElement !== group) group.prepend(this.corner, this.orbit);
  }

  /** Shows what the view keys say. */
  show(view) {
    this.#turnInto(!this.mode.hidden && view.get("view.mode") === "3d");
    const { item, boxes } = this.loss;
    for (const box of boxes) box.checked = box.value === (view.get(item.key) ?? item.default);
    for (const angle of this.#angles) angle.show(view.get(angle.key) ?? angle.default);
  }

  /** The frame makes files. */
  offer() {
    this.#offered = true;
    for (const button of this.#menus) button.hidden = false;
  }

  /** The landscape is seen as a whole, or moved or magnified; one that is fixed can only be seen as it is. */
  zoomed(elsewhere, fixed) {
    this.#zooms = !fixed;
    this.#elsewhere = elsewhere;
    this.#turnInto(this.#solid);
  }

  #turnInto(solid) {
    this.#solid = solid;
    this.mode.textContent = solid ? "2-D" : "3-D";
    const label = solid ? "Show the landscape from above, as contours" : "Show the landscape as a surface";
    this.mode.setAttribute("aria-label", `${this.mode.textContent}: ${label}`);
    this.mode.title = label;
    if (!solid) this.orbit.hidden = true; // it comes with the surface
    for (const button of [this.closer, this.farther]) button.hidden = !this.#zooms;
    this.home.hidden = !this.#zooms || !this.#elsewhere;
    this.place();
  }

  /** Puts the tools where the figures are, soon. */
  place(wait = STEP, tries = PATIENCE) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(async () => {
      const { frames = {}, landscape, relief, charts } = await this.on.where();
      const figures = charts
        ? charts.map(({ name, title }) => ({ name, label: this.charts.get(name) ?? title, what: "" }))
        : this.first;
      for (const figure of figures) if (!this.#tools.has(figure.name)) this.#add(figure);
      this.on.figures(figures);
      for (const [name, group] of this.#tools) {
        const at = frames[name];
        group.hidden = !(at?.w > 0 && at.h > 0);
        if (!group.hidden) box(group, at);
      }
      this.#surround(frames, relief ?? { ...landscape, figure: "landscape" });
      const awaited = !landscape?.area && tries > 0 && !charts && this.#tools.has("landscape");
      if (awaited) this.place(LATER, tries - 1);
    }, wait);
  }

  // Puts what turns and magnifies over the plane or surface of a figure, and the angles under it.
  #surround(frames, { figure, area }) {
    const shown = area?.w > 0 && frames[figure]?.w > 0;
    if (shown) this.#hang(figure);
    this.corner.hidden = !shown;
    this.orbit.hidden = !shown || !this.#solid || this.#angles.length === 0;
    if (!shown) return;
    const { x, y, w, h } = frames[figure];
    const chart = figure !== "landscape";
    // The landscape's surface lies in its figure's middle, its corner free; a chart's has a place in the figure.
    const across = this.#solid && !chart ? { x: 0, w } : { x: area.x - x, w: area.w };
    box(this.corner, { ...across, y: area.y - y, h: area.h });
    if (!chart) return;
    for (const [name, value] of Object.entries({ left: across.x, width: area.w, bottom: y + h - area.y - area.h }))
      this.orbit.style.setProperty(`--${name}`, `${value}px`);
  }
}

function box({ style }, { x, y, w, h }) {
  for (const [name, value] of Object.entries({ left: x, top: y, width: w, height: h })) style[name] = `${value}px`;
}
