// The frame of the figures. It owns a canvas, starts the program that draws on it, and tells that program of sizes and
// pointers. The program runs in a worker of its own, so that the page never waits for drawing; where a browser cannot
// draw in a worker it runs here. Nothing of value lives in this frame: when its graphics are lost it loads again, says
// hello, and is told everything anew.

import { instantiate } from "./kernel.js";
import { rest } from "./rest.js";

const tell = (t, s, ports = []) => parent.postMessage({ t, s }, location.origin, ports);
const host = new MessageChannel(); // port1 is ours, port2 the program's
let grips = []; // what a finger can move on charts, as [x, y, radius]
const say = (t, s, ports = []) => host.port1.postMessage({ t, s }, ports);

let hand; // gives the program that draws, compiled, or says why there is none
const program = new Promise((resolve, reject) => {
  hand = ({ program, error }) => (program ? resolve(program) : reject(new Error(error)));
});
program.catch(() => {}); // told when it is wanted

addEventListener("message", (event) => {
  if (event.source !== parent || event.origin !== location.origin) return;
  if (event.data?.t === "program") hand(event.data);
  if (event.data?.t !== "init") return;
  const [page, engine] = event.ports;
  start(page, engine).catch((reason) => tell("fatal", String(reason.message ?? reason)));
});
tell("hello");

// A finger on what can be moved moves it, whatever its direction; elsewhere one that goes up or down scrolls the page.
addEventListener(
  "touchstart",
  (event) => {
    const [{ clientX, clientY }, second] = event.touches;
    const on = ([x, y, near]) => Math.hypot(clientX - x, clientY - y) < near;
    if (!second && grips.some(on) && event.cancelable) event.preventDefault();
  },
  { capture: true, passive: false },
);

// Files that are dropped here are the page's; the browser would open them in the frame's place.
const carried = ({ dataTransfer }) => dataTransfer?.types.includes("Files");
addEventListener("dragover", (event) => carried(event) && event.preventDefault());
addEventListener("drop", (event) => {
  if (!carried(event)) return;
  event.preventDefault();
  tell("files", [...event.dataTransfer.files]);
});

async function start(page, engine) {
  const canvas = document.body.appendChild(document.createElement("canvas"));
  const size = { width: innerWidth, height: innerHeight, ratio: devicePixelRatio };
  host.port1.onmessage = ({ data }) => {
    if (data.t === "cursor") canvas.style.cursor = data.s;
    if (data.t === "grips") {
      const numbers = data.s.split(" ").map(Number);
      grips = Array.from({ length: Math.floor(numbers.length / 3) }, (_, k) => numbers.slice(3 * k, 3 * k + 3));
    }
  };
  // after Back, Firefox takes a frame's reload() for a step forward
  const renew = () => location.replace(location.href);
  const { resize, ratio, device } = (await inWorker(canvas, size, renew)) ?? (await inFrame(canvas));
  say(
    "init",
    [
      size.width,
      size.height,
      ratio ?? size.ratio,
      matchMedia("(prefers-reduced-motion: reduce)").matches,
      device ?? false,
    ].join(" "),
    [page, engine],
  );

  // Moved to another screen, the window has another ratio at the same size.
  let watched = { matches: false };
  const soon = () => requestAnimationFrame(() => fit());
  const watch = () => {
    if (watched.matches) return;
    watched.removeEventListener?.("change", soon);
    watched = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    watched.addEventListener("change", soon);
  };
  const fit = () => {
    watch();
    if (devicePixelRatio !== size.ratio && !device) return renew(); // read once by the program
    resize(innerWidth, innerHeight, devicePixelRatio);
    say("size", `${innerWidth} ${innerHeight}`);
  };
  addEventListener("resize", fit);
  watch();
  // while the program was awaited
  if (innerWidth !== size.width || innerHeight !== size.height || devicePixelRatio !== size.ratio) fit();
  point(canvas);
}

/**
 * Tells the program what pointers do: one points and drags, two pinch and move; the wheel with the control key zooms.
 */
function point(canvas) {
  const down = new Map();
  let several = false; // until the last of two fingers is up
  let before = null; // where the two were
  const pinch = (factor, x, y, dx, dy) => say("pinch", `${factor} ${x} ${y} ${dx} ${dy}`);
  const kinds = {
    pointerdown: "down",
    pointermove: "move",
    pointerup: "up",
    pointercancel: "cancel",
    pointerleave: "leave",
  };
  for (const [event, kind] of Object.entries(kinds)) {
    canvas.addEventListener(event, (e) => {
      if (kind === "down") canvas.setPointerCapture(e.pointerId);
      if (kind === "down" || (kind === "move" && down.has(e.pointerId))) down.set(e.pointerId, e);
      if (kind === "down" && down.size === 2) {
        several = true;
        before = null;
        say("pointer", "cancel 0 0 touch"); // the first finger was one of two
      }
      if (kind === "up" || kind === "leave" || kind === "cancel") down.delete(e.pointerId);
      if (!several) return say("pointer", `${kind} ${e.offsetX} ${e.offsetY} ${e.pointerType}`);
      several = down.size > 0;
      if (down.size !== 2) return;
      const [p, q] = down.values();
      const now = {
        apart: Math.hypot(p.offsetX - q.offsetX, p.offsetY - q.offsetY),
        x: (p.offsetX + q.offsetX) / 2,
        y: (p.offsetY + q.offsetY) / 2,
      };
      if (before) pinch(now.apart / before.apart, before.x, before.y, now.x - before.x, now.y - before.y);
      before = now;
    });
  }
  canvas.addEventListener(
    "wheel",
    (e) => {
      if (!e.ctrlKey) return; // the wheel alone scrolls the page
      e.preventDefault();
      pinch(2 ** (-e.deltaY / 240), e.offsetX, e.offsetY, 0, 0);
    },
    { passive: false },
  );
}

/**
 * Runs the program in a worker, which is told of device pixels; returns what tells it of a new size and how many pixels
 * it draws per CSS pixel, or null where workers cannot draw or the page asks for the program here.
 */
async function inWorker(canvas, size, renew) {
  if (!canvas.transferControlToOffscreen || location.search.endsWith("&here")) return null;
  const worker = new Worker(new URL("labworker.js", import.meta.url), { type: "module", name: "One Basin lab" });
  const offscreen = canvas.transferControlToOffscreen();
  const answer = new Promise((resolve) => {
    let draws = false;
    let ratio = 0;
    const broken = (reason) => {
      if (!draws) return resolve("failed");
      draws = false;
      worker.terminate();
      tell("broken", reason);
    };
    worker.onmessage = ({ data }) => {
      if (data === "lost") return renew();
      if (data === "ended") return broken("the program ended");
      if (data.fatal) return tell("fatal", data.fatal);
      if (data.ratio && data.ratio !== ratio) {
        if (ratio) say("ratio", String(data.ratio));
        ratio = data.ratio;
      }
      draws ||= Boolean(data.draws);
      resolve(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      broken(event.message);
    };
  });
  worker.postMessage({ size, offscreen }, [offscreen]);
  const { draws, ratio } = await answer;
  globalThis.guard?.started(); // all scripts have come
  if (!draws) {
    worker.terminate();
    return null;
  }
  worker.postMessage({ port: host.port2, program: await program }, [host.port2]);
  return { resize: (width, height, ratio) => worker.postMessage({ width, height, ratio }), ratio, device: true };
}

/** Runs the program here. It makes a canvas of its own and listens to everything; its listeners are starved. */
async function inFrame(canvas) {
  if (!document.createElement("canvas").getContext("webgl2"))
    throw new Error("this browser has no WebGL2, which the figures are drawn with");
  for (const event of ["wheel", "touchstart", "touchmove", "touchend", "keydown", "keyup"]) {
    addEventListener(event, (e) => e.stopImmediatePropagation(), { capture: true });
  }
  await import("./wasm_exec.js").catch(async ({ message }) => {
    throw new Error(((await globalThis.guard?.why(message)) ?? message).replace(/\.$/, ""));
  });
  globalThis.guard?.started();
  rest();
  globalThis.labPort = host.port2;
  const go = new Go();
  go.run(await instantiate(go, await program, null)).then(() => tell("broken", "the program ended"));
  canvas.style.cssText = "position:fixed;inset:0;height:100%;z-index:1"; // on top, transparent, for the pointer
  return { resize() {} };
}
