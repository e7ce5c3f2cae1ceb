// A worker that runs the engine: the lead of a page, or one of its crew. The first lead compiles the programs, also the
// one that draws, for a window that does it keeps what it downloaded, and hands them out; this module instantiates
// them, with the SIMD kernels bound when there are any, and lets Go run.
import "./wasm_exec.js";
import { compileKernel, instantiate } from "./kernel.js";

const OFTEN = 250; // ms from one word of a program's coming to the next

// The page asks whether this worker still is.
addEventListener("message", (event) => {
  if (event.data.t !== "beat") return;
  event.stopImmediatePropagation();
  postMessage({ t: "beat" });
});

// Messages that come before Go listens are kept for it.
globalThis.early = [];

let ahead = null; // what is coming before the page has told all

onmessage = async (event) => {
  if (event.data.t === "ahead") {
    ahead = begin(event.data.addresses);
    return;
  }
  onmessage = (early) => globalThis.early.push(early);
  const { role, workers, labs, addresses, drawing } = event.data;
  const { loading, free } = ahead ?? begin(addresses);
  if (drawing)
    free
      .then(() => compile(drawing, "lab"))
      .then(
        (program) => postMessage({ t: "drawing", program }),
        ({ message }) => postMessage({ t: "drawing", error: message }),
      );
  const programs = addresses ? await loading : event.data;
  if (!programs) return;
  const go = new Go();
  go.argv = ["engine", role, String(workers ?? 0), ...(labs ?? [])];
  try {
    await go.run(await instantiate(go, programs.engine, programs.kernel));
    throw new Error("the program ended");
  } catch (reason) {
    reportError(reason); // the page hears of errors, of rejections it does not
  }
};

/**
 * Begins to load the programs, if there are addresses: loading is a promise of them, free one that the network is. The
 * engine comes first: on a slow network the sentence and the tables need not wait for what draws.
 */
function begin(addresses) {
  let arrived;
  const free = new Promise((resolve) => {
    arrived = resolve;
  });
  return { loading: addresses ? load(addresses, arrived) : arrived(), free };
}

/**
 * Compiles both programs and hands them out, calls arrived() when they need the network no more; null if the engine
 * cannot be had; without kernels the reason is told.
 */
async function load(addresses, arrived) {
  let scalar;
  const kernel =
    addresses.kernel &&
    fetchKernel(addresses.kernel).catch((error) => {
      scalar = error.message;
      return null;
    });
  try {
    const programs = { engine: await compile(addresses.engine, "engine", arrived), kernel: await kernel };
    postMessage({ t: "compiled", ...programs, scalar });
    return programs;
  } catch (error) {
    postMessage({ t: "compiled", error: error.message });
    return null;
  }
}

/**
 * Compiles a program and tells how much of it has come; servers without the right content type get a second chance
 * through an ArrayBuffer.
 */
async function compile(url, program, arrived = () => {}) {
  try {
    const response = await fetch(url);
    follow(response.clone(), program).then(arrived, arrived);
    return await WebAssembly.compileStreaming(response);
  } catch {
    arrived();
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url} could not be loaded (${response.status} ${response.statusText})`);
    return WebAssembly.compile(await response.arrayBuffer());
  }
}

/** Tells how many bytes of a program have come, until it is whole. */
async function follow({ body }, program) {
  const reader = body.getReader();
  let bytes = 0;
  const teller = setInterval(() => postMessage({ t: "loading", program, bytes }), OFTEN);
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) bytes += part.value.length;
  } finally {
    clearInterval(teller);
  }
}

/** The SIMD kernels. */
async function fetchKernel(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  const kernel = await compileKernel(response);
  if (!kernel) throw new Error("the browser has no WebAssembly SIMD");
  return kernel;
}
