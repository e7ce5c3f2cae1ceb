// node run.mjs WASM_EXEC_JS KERNEL_WASM|"" PROGRAM_WASM ARGUMENTS…
//
// The part of Go's wasm_exec_node.js that a test binary needs, with the program
// instantiated by web/kernel.js.

import crypto from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRequire } from "node:module";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { compileKernel, instantiate } from "../../../web/kernel.js";

const [wasmExec, kernelFile, ...argv] = process.argv.slice(2);

globalThis.require = createRequire(import.meta.url);
globalThis.fs = fs;
globalThis.path = path;
globalThis.performance ??= performance;
globalThis.crypto ??= crypto;
await import(pathToFileURL(wasmExec).href);

const go = new globalThis.Go();
go.argv = argv;
go.env = Object.assign({ TMPDIR: os.tmpdir() }, process.env);
go.exit = process.exit;
process.on("exit", (code) => {
  if (code === 0 && !go.exited) {
    // Nothing is pending any more: let Go report the deadlock.
    go._pendingEvent = { id: 0 };
    go._resume();
  }
});

try {
  const engine = await WebAssembly.compile(fs.readFileSync(argv[0]));
  const kernel = kernelFile ? await compileKernel(fs.readFileSync(kernelFile)) : null;
  if (kernelFile && !kernel) throw new Error("this Node has no WebAssembly SIMD");
  await go.run(await instantiate(go, engine, kernel));
} catch (err) {
  console.error(err);
  process.exit(1);
}
