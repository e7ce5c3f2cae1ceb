// A worker that runs the engine: the lead of a page, or one of its crew. The first lead compiles the programs, also the
// one that draws, for a window that does it keeps what it downloaded, and hands them out; this module instantiates them, with the SIMD kernels
// bound when there are any, and lets Go run.
import "./wasm_exec.js";
import { compileKernel, instantiate } from "./kernel.js";

// Messages that come before Go listens are kept for it.
globalThis.early = [];

onmessage = async (event) => {
  onmessage = (early) => globalThis.early.push(early);
  const { role, workers, addresses, drawing } = event.data;
  if (drawing) compile(drawing).then((program) => postMessage({ t: "drawing", program }), ({ message }) => postMessage({ t: "drawing", error: message }));
  const programs = addresses ? await load(addresses) : event.data;
  if (!programs) return;
  const go = new Go();
  go.argv = ["engine", role, String(workers ?? 0)];
  try {
    await go.run(await instantiate(go, programs.engine, programs.kernel));
    throw new Error("the program ended");
  } catch (reason) {
    reportError(reason); // the page hears of errors, of rejections it does not
  }
};

/** Compiles both programs and hands them out, null if the engine cannot be had; without kernels the reason is told. */
async function load(addresses) {
  let scalar;
  const kernel = addresses.kernel && fetchKernel(addresses.kernel).catch((error) => {
    scalar = error.message;
    return null;
  });
  try {
    const programs = { engine: await compile(addresses.engine), kernel: await kernel };
    postMessage({ t: "compiled", ...programs, scalar });
    return programs;
  } catch (error) {
    postMessage({ t: "compiled", error: error.message });
    return null;
  }
}

/** Compiles a program; servers without the right content type get a second chance through an ArrayBuffer. */
async function compile(url) {
  try {
    return await WebAssembly.compileStreaming(fetch(url));
  } catch {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url} could not be loaded (${response.status} ${response.statusText})`);
    return WebAssembly.compile(await response.arrayBuffer());
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
