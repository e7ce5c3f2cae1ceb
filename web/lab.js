// The frame of the figures. It owns a canvas, starts the program that draws on it, and tells that program of sizes and
// pointers. The program runs in a worker of its own, so that the page never waits for drawing; where a browser cannot
// draw in a worker it runs here. Nothing of value lives in this frame: when its graphics are lost it loads again, says
// hello, and is told everything anew.

const tell = (t, s, ports = []) => parent.postMessage({ t, s }, location.origin, ports);
const host = new MessageChannel(); // port1 is ours, port2 the program's
const say = (t, s, ports = []) => host.port1.postMessage({ t, s }, ports);

addEventListener("message", (event) => {
  if (event.source !== parent || event.origin !== location.origin || event.data?.t !== "init") return;
  const { build, lab } = JSON.parse(event.data.s);
  const [page, engine] = event.ports;
  start(build, lab, page, engine).catch((reason) => page.postMessage({ t: "fatal", s: String(reason.message ?? reason) }));
}, { once: true });
tell("hello");

async function start(build, url, page, engine) {
  if (!document.createElement("canvas").getContext("webgl2")) throw new Error("this browser has no WebGL2, which the figures are drawn with");
  const canvas = document.body.appendChild(document.createElement("canvas"));
  const size = { width: innerWidth, height: innerHeight, ratio: devicePixelRatio };
  host.port1.onmessage = ({ data }) => { if (data.t === "cursor") canvas.style.cursor = data.s; };
  say("init", JSON.stringify({ build, ...size }), [page, engine]);
  const resize = await (canvas.transferControlToOffscreen && drawsInWorkers() ? inWorker : inFrame)(canvas, url, size);

  const renew = () => location.reload();
  addEventListener("resize", () => {
    if (devicePixelRatio !== size.ratio) return renew(); // read once by the program
    resize(innerWidth, innerHeight);
    say("size", `${innerWidth} ${innerHeight}`);
  });
  for (const [event, kind] of [["pointerdown", "down"], ["pointermove", "move"], ["pointerup", "up"], ["pointercancel", "up"], ["pointerleave", "leave"]]) {
    canvas.addEventListener(event, (e) => {
      if (kind === "down") canvas.setPointerCapture(e.pointerId);
      say("pointer", `${kind} ${e.offsetX} ${e.offsetY} ${e.pointerType}`);
    });
  }
}

/** Whether a worker's canvas can have WebGL2 here, asked of a canvas that is thrown away. */
function drawsInWorkers() {
  try {
    return Boolean(new OffscreenCanvas(1, 1).getContext("webgl2"));
  } catch {
    return false;
  }
}

/** Runs the program in a worker; returns what tells it of a new size. */
async function inWorker(canvas, url, size) {
  const worker = new Worker(new URL("labworker.js", import.meta.url), { type: "module", name: "One Basin lab" });
  worker.onmessage = ({ data }) => { if (data === "lost") location.reload(); };
  worker.onerror = (event) => say("crash", event.message);
  const offscreen = canvas.transferControlToOffscreen();
  worker.postMessage({ url, size, offscreen, port: host.port2 }, [offscreen, host.port2]);
  return (width, height) => worker.postMessage({ width, height });
}

/** Runs the program here. It makes a canvas of its own and listens to everything; its listeners are starved. */
async function inFrame(canvas, url) {
  for (const event of ["wheel", "touchstart", "touchmove", "touchend", "keydown", "keyup"]) {
    addEventListener(event, (e) => e.stopImmediatePropagation(), { capture: true });
  }
  await import("./wasm_exec.js");
  globalThis.labPort = host.port2;
  const go = new Go();
  const { instance } = await WebAssembly.instantiateStreaming(fetch(url), go.importObject);
  go.run(instance);
  canvas.style.cssText = "position:fixed;inset:0;z-index:1"; // on top, transparent, for the pointer
  return () => {};
}
