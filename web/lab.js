// The frame of the figures. It owns a canvas, starts the program that draws on it, and tells that program of sizes and
// pointers. The program runs in a worker of its own, so that the page never waits for drawing; where a browser cannot
// draw in a worker it runs here. Nothing of value lives in this frame: when its graphics are lost it loads again, says
// hello, and is told everything anew.

import { Band } from "./band.js";
import { instantiate } from "./kernel.js";
import { rest } from "./rest.js";

const LONGEST = 4096; // pixels that every WebGL2 allows a picture's side, nearly
const MARGIN = 16; // pixels

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
  let follow = () => {}; // has the band go where people look
  const band = new Band(() => follow());
  const size = { width: innerWidth, height: innerHeight, ratio: devicePixelRatio };
  band.fit(size.width, size.height, size.ratio, LONGEST);
  let arrived; // tells that the band is drawn
  host.port1.onmessage = ({ data }) => {
    if (data.t === "cursor") canvas.style.cursor = data.s;
    if (data.t === "grips") {
      const numbers = data.s.split(" ").map(Number);
      grips = Array.from({ length: Math.floor(numbers.length / 3) }, (_, k) => numbers.slice(3 * k, 3 * k + 3));
    }
    if (data.t === "band") arrived?.();
  };
  // after Back, Firefox takes a frame's reload() for a step forward
  const renew = () => location.replace(location.href);
  const drawing = (await inWorker(canvas, { ...size, height: band.height }, renew)) ?? (await inFrame(canvas, band));
  const { resize, device, longest } = drawing;
  const still = document.createElement("canvas"); // stands for the other while that moves
  still.hidden = true;
  if (device) canvas.after(still);
  const { matches: calm } = matchMedia("(prefers-reduced-motion: reduce)");
  say("init", [size.width, size.height, drawing.ratio, calm, device].join(" "), [page, engine]);

  const carried = device ? canvas : document.body;
  const put = (top) => {
    band.top = top;
    say("band", String(Math.round(top * drawing.ratio)));
    if (device) carried.style.top = `${top}px`;
  };
  drawing.changed = () => band.top && put(Math.round(band.top * drawing.ratio) / drawing.ratio);
  let moving = false;
  follow = async () => {
    const top = band.aim(drawing.ratio);
    if (moving || top === band.top) return;
    moving = true;
    // Until it is drawn there, a picture of what they see stands over it; the pointer's it remains.
    if (device) {
      cover(still, canvas, band);
      canvas.style.opacity = 0;
    }
    const drawn = new Promise((resolve) => {
      arrived = resolve;
    });
    put(top);
    await drawn;
    if (device)
      await frames(2); // what is drawn is on the screen
    else carried.style.top = `${top}px`;
    canvas.style.opacity = "";
    still.hidden = true;
    moving = false;
    follow();
  };

  // Moved to another screen, the window has another ratio at the same size.
  let watched = { matches: false };
  const soon = () => requestAnimationFrame(() => fit());
  const watch = () => {
    if (watched.matches) return;
    watched.removeEventListener?.("change", soon);
    watched = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    watched.addEventListener("change", soon);
  };
  let drawn = [size.width, band.height, size.ratio];
  const fit = () => {
    watch();
    if (devicePixelRatio !== size.ratio && !device) return renew(); // read once by the program
    band.fit(innerWidth, innerHeight, devicePixelRatio, longest);
    const now = [innerWidth, band.height, devicePixelRatio];
    if (String(now) !== String(drawn)) resize(...(drawn = now)); // to be told so empties the canvas
    say("size", `${innerWidth} ${innerHeight}`);
    follow();
  };
  addEventListener("resize", fit);
  watch();
  fit(); // while the program was awaited, the window may have changed
  point(canvas);
}

/** Waits until so many animation frames have passed. */
async function frames(count) {
  for (let i = 0; i < count; i++) await new Promise(requestAnimationFrame);
}

/** Puts a picture of what is seen of the canvas over it. */
function cover(still, canvas, band) {
  const part = band.around;
  still.hidden = !part;
  if (!part) return;
  const scale = canvas.height / canvas.clientHeight;
  const from = Math.max(0, Math.floor((part[0] - band.top) * scale));
  still.width = canvas.width;
  still.height = Math.max(1, Math.min(canvas.height - from, Math.ceil((part[1] - part[0]) * scale)));
  still.getContext("2d").drawImage(canvas, 0, -from);
  still.style.top = `${band.top + from / scale}px`;
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
      if (!several) return say("pointer", `${kind} ${e.clientX} ${e.clientY} ${e.pointerType}`);
      several = down.size > 0;
      if (down.size !== 2) return;
      const [p, q] = down.values();
      const now = {
        apart: Math.hypot(p.clientX - q.clientX, p.clientY - q.clientY),
        x: (p.clientX + q.clientX) / 2,
        y: (p.clientY + q.clientY) / 2,
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
      pinch(2 ** (-e.deltaY / 240), e.clientX, e.clientY, 0, 0);
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
  const told = { device: true, ratio: 0, longest: LONGEST };
  const answer = new Promise((resolve) => {
    let draws = false;
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
      if (data.ratio && data.ratio !== told.ratio) {
        if (told.ratio) say("ratio", String(data.ratio));
        told.ratio = data.ratio;
        told.changed?.();
      }
      told.longest = data.longest ?? told.longest;
      draws ||= Boolean(data.draws);
      resolve(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      broken(event.message);
    };
  });
  worker.postMessage({ size, offscreen }, [offscreen]);
  const { draws } = await answer;
  globalThis.guard?.started(); // all scripts have come
  if (!draws) {
    worker.terminate();
    return null;
  }
  worker.postMessage({ port: host.port2, program: await program }, [host.port2]);
  return Object.assign(told, { resize: (width, height, ratio) => worker.postMessage({ width, height, ratio }) });
}

/**
 * Runs the program here. It makes a canvas of its own, as high as the body, and listens to everything; its listeners
 * are starved.
 */
async function inFrame(canvas, band) {
  const gl = document.createElement("canvas").getContext("webgl2");
  if (!gl) throw new Error("this browser has no WebGL2, which the figures are drawn with");
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
  const resize = (_, height) => {
    if (document.body.style.height === `${height}px`) return;
    document.body.style.height = `${height}px`;
    dispatchEvent(new Event("resize")); // the program heard of it before
  };
  document.body.style.position = "relative";
  resize(0, band.height);
  return { resize, device: false, ratio: devicePixelRatio, longest: gl.getParameter(gl.MAX_TEXTURE_SIZE) - MARGIN };
}
