// Runs the drawing program in a worker, on the canvas that the frame handed over. The program's library (Ebitengine)
// expects a page around its canvas; what it reads of one is stood in for here, and no more. That also keeps it from
// what it does to real pages: restyling them, taking their keys and wheel, reloading them when the graphics are lost.
import "./wasm_exec.js";

onmessage = async ({ data: { url, size, offscreen, port } }) => {
  const body = Object.assign(element(), { clientWidth: size.width, clientHeight: size.height });
  offscreen.addEventListener("webglcontextlost", () => postMessage("lost"));
  page(offscreen, body, size);
  onmessage = ({ data: { width, height } }) => {
    body.clientWidth = width;
    body.clientHeight = height;
    dispatchEvent(new Event("resize"));
  };
  globalThis.labPort = port;
  const go = new Go();
  const { instance } = await WebAssembly.instantiateStreaming(fetch(url), go.importObject);
  go.run(instance);
};

function element() {
  return { style: {}, appendChild() {}, addEventListener() {}, setAttribute() {} };
}

/** Stands in for window and document. */
function page(canvas, body, size) {
  Object.assign(canvas, { style: {}, setAttribute() {}, focus() {}, addEventListener() {} });
  class Document { get hidden() { return false; } } // its getter is taken off the prototype
  const document = Object.assign(new Document(), {
    body, head: element(), documentElement: element(),
    hasFocus: () => true, addEventListener() {},
    createElement: (name) => (name === "canvas" ? canvas : element()),
  });
  Object.assign(globalThis, {
    window: globalThis, Document, document, devicePixelRatio: size.ratio,
    screen: { width: size.width, height: size.height }, parent: { location: {} },
  });
  Object.defineProperty(navigator, "getGamepads", { value: () => null });
}
