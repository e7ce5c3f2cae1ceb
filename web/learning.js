// The networks are seen learning while they are trained: of each the loss of its batches so far, and, where inputs are
// a plane, which class it gives to every place. It lies over the figures, which are of the experiment before.

import { element } from "./dom.js";
import { small } from "./format.js";

const INKS = ["--a", "--b", "--p", "--m"]; // of the first classes, as in the figures
const OTHER = "--soft";
const CALM = 1000; // ms from one picture to the next for who asked for less motion

const CURVE = { width: 96, height: 32 };

const slow = matchMedia("(prefers-reduced-motion: reduce)");

export class Learning {
  #networks = new Map(); // by name
  #last = new Map();

  constructor(root) {
    this.root = root;
  }

  /** Shows a network as it is; bytes are its classes, as wire.Glimpse has them. */
  show({ name, step, steps, loss, side }, bytes) {
    const now = performance.now();
    if (slow.matches && now - (this.#last.get(name) ?? -Infinity) < CALM) return;
    this.#last.set(name, now);
    const network = this.#network(name);
    network.losses.push([step / steps, loss ?? Number.NaN]);
    network.said.textContent = `Network ${name}, step ${step} of ${steps}: loss ${small(loss)}`;
    this.#curve(network);
    network.picture.hidden = !side;
    if (side) this.#paint(network.picture, side, new Uint8Array(bytes));
    this.root.hidden = false;
  }

  /** They have learnt, or will not. */
  end() {
    this.root.hidden = true;
    this.root.replaceChildren();
    this.#networks.clear();
    this.#last.clear();
  }

  #network(name) {
    if (!this.#networks.has(name)) {
      const picture = element("canvas");
      const line = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
      const curve = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      curve.setAttribute("viewBox", `0 -1 ${CURVE.width} ${CURVE.height + 2}`);
      curve.append(line);
      const said = element("figcaption");
      const root = element("figure", {}, picture, curve, said);
      this.#networks.set(name, { root, picture, line, said, losses: [] });
      const all = [...this.#networks].sort(([a], [b]) => (a < b ? -1 : 1));
      this.root.replaceChildren(...all.map(([, { root }]) => root));
    }
    return this.#networks.get(name);
  }

  // The loss from zero, over all steps that there will be.
  #curve({ line, losses }) {
    const most = Math.max(...losses.map(([, loss]) => loss || 0), Number.MIN_VALUE);
    const at = ([x, loss]) => `${CURVE.width * x},${CURVE.height * (1 - loss / most)}`;
    line.setAttribute(
      "points",
      losses
        .filter(([, loss]) => Number.isFinite(loss))
        .map(at)
        .join(" "),
    );
  }

  #paint(canvas, side, classes) {
    if (canvas.width !== side) canvas.width = canvas.height = side;
    const pen = canvas.getContext("2d");
    const style = getComputedStyle(this.root);
    const inks = [...INKS, OTHER].map((name) => {
      pen.fillStyle = style.getPropertyValue(name);
      pen.fillRect(0, 0, 1, 1);
      return pen.getImageData(0, 0, 1, 1).data;
    });
    const image = pen.createImageData(side, side);
    classes.forEach((byte, k) => {
      image.data.set(inks[Math.min(byte >> 3, INKS.length)], 4 * k);
      image.data[4 * k + 3] = 64 + 20 * (byte & 7);
    });
    pen.clearRect(0, 0, side, side);
    pen.putImageData(image, 0, 0);
  }
}
