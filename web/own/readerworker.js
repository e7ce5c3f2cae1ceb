// A worker that runs the reader of files: one Go program, which answers one question of the page and is ended.
import "../wasm_exec.js";
import { instantiate } from "../kernel.js";

globalThis.early = []; // messages that come before Go listens

onmessage = async (event) => {
  onmessage = (early) => globalThis.early.push(early);
  const go = new Go();
  try {
    await go.run(await instantiate(go, event.data.program, null));
    throw new Error("the reader ended");
  } catch (reason) {
    reportError(reason); // the page hears of errors, of rejections it does not
  }
};
