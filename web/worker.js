// A worker that runs the engine: the lead of a page, or one of its crew. The page compiles the programs once and
// posts them here; this module instantiates them, with the SIMD kernels bound when there are any, and lets Go run.
import "./wasm_exec.js";
import { instantiate } from "./kernel.js";

// Messages that come before Go listens are kept for it.
globalThis.early = [];

onmessage = async (event) => {
  const { role, workers, engine, kernel } = event.data;
  onmessage = (early) => globalThis.early.push(early);
  const go = new Go();
  go.argv = ["engine", role, String(workers ?? 0)];
  try {
    await go.run(await instantiate(go, engine, kernel));
    throw new Error("the program ended");
  } catch (reason) {
    reportError(reason); // the page hears of errors, of rejections it does not
  }
};
