// One page of paper: the finding, the figures in light colours, the tables, the link, also as a QR code, the digest.
// What is on the canvas is drawn for the screen, so the figures are made anew; that takes a moment, for which a
// browser's own menu does not wait: then it prints the canvas as it stands. Loaded when somebody prints.

import { element } from "./dom.js";
import { picture } from "./qr.js";

const WIDTH = 840; // CSS pixels: two figures side by side, the smallest text at 7.5 points on A4
const PATIENCE = 8000; // ms after which the figures are left as they stand

const late = (ms) =>
  new Promise((_, reject) => {
    setTimeout(() => reject(new Error("late")), ms);
  });

/** Fills root and prints; figures(print) is a promise of the bytes of an SVG, link the address that the page is at. */
export async function print(root, { figures, link }) {
  const parts = [];
  let url = "";
  try {
    const bytes = await Promise.race([figures({ width: WIDTH, light: true }), late(PATIENCE)]);
    url = URL.createObjectURL(new Blob([bytes], { type: "image/svg+xml" }));
    const image = element("img", { src: url, alt: "The figures" });
    await image.decode();
    parts.push(image);
  } catch {
    // The canvas stands in its place.
  }
  const code = picture(link);
  if (code) parts.push(code);
  root.replaceChildren(...parts);
  document.documentElement.toggleAttribute("data-pictured", url !== "");
  addEventListener(
    "afterprint",
    () => {
      root.replaceChildren();
      document.documentElement.removeAttribute("data-pictured");
      URL.revokeObjectURL(url);
    },
    { once: true },
  );
  globalThis.print();
}
