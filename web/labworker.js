// Runs the drawing program in a worker, on the canvas that the frame handed over. The program's library (Ebitengine)
// expects a page around its canvas; what it reads of one is stood in for here, and no more. That also keeps it from
// what it does to real pages: restyling them, taking their keys and wheel, reloading them when the graphics are lost.
import "./wasm_exec.js";
import { PIXELS } from "./band.js";
import { instantiate } from "./kernel.js";
import { rest } from "./rest.js";

// The program asks for its context with the first of these attributes and is given this one. It smooths in pictures of
// its own, of which the canvas gets one whole: there is nothing on the canvas itself to smooth.
const CONTEXT = { alpha: true, premultipliedAlpha: true, stencil: true, antialias: false, depth: false };

// What is drawn is kept in a few pictures of the canvas's size, which the graphics and their memory bound: so many
// pixels at most, and a margin below the longest side. Where what is seen at once has more, it is drawn a little
// coarser.
const MARGIN = 16;

onmessage = ({ data: { size, offscreen } }) => {
  const gl = offscreen.getContext("webgl2", CONTEXT);
  if (!gl) return postMessage("none");
  const longest = gl.getParameter(gl.MAX_TEXTURE_SIZE) - MARGIN;
  const body = element();
  // The program is told of device pixels and of their number per CSS pixel, which it would read once and for ever.
  const fit = (width, height) => {
    const ratio = Math.min(
      size.ratio,
      longest / Math.max(width, height, 1),
      Math.sqrt(PIXELS / Math.max(width * height, 1)),
    );
    body.clientWidth = Math.ceil(width * ratio);
    body.clientHeight = Math.ceil(height * ratio);
    return ratio;
  };
  const ratio = fit(size.width, size.height);
  offscreen.addEventListener("webglcontextlost", () => postMessage("lost"));
  page(offscreen, gl, body, size);
  rest();
  onmessage = async ({ data: { port, program, width, height, ratio } }) => {
    if (port) {
      globalThis.labPort = port;
      const go = new Go();
      try {
        await go.run(await instantiate(go, program, null)); // it computes nothing and needs no kernels
        postMessage("ended");
      } catch (reason) {
        postMessage({ fatal: `the figures could not be started: ${reason.message ?? reason}` });
      }
      return;
    }
    size.ratio = ratio;
    postMessage({ ratio: fit(width, height) });
    dispatchEvent(new Event("resize"));
  };
  postMessage({ draws: true, ratio, longest });
};

function element() {
  return { style: {}, appendChild() {}, addEventListener() {}, setAttribute() {} };
}

/** Stands in for window and document. */
function page(canvas, gl, body, size) {
  // Firefox throws when the context of a canvas that came from a page is asked for a second time.
  Object.assign(canvas, { style: {}, getContext: () => gl, setAttribute() {}, focus() {}, addEventListener() {} });
  class Document {
    get hidden() {
      return false;
    }
  } // its getter is taken off the prototype
  const document = Object.assign(new Document(), {
    body,
    head: element(),
    documentElement: element(),
    hasFocus: () => true,
    addEventListener() {},
    createElement: (name) => (name === "canvas" ? canvas : element()),
  });
  Object.assign(globalThis, {
    window: globalThis,
    Document,
    document,
    devicePixelRatio: 1,
    screen: { width: size.width, height: size.height },
    parent: { location: {} },
  });
  Object.defineProperty(navigator, "getGamepads", { value: () => null });
}
