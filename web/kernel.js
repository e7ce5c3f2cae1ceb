// Binds the SIMD kernels to a Go program.
//
// The Go program imports functions from a module named "kernel"; the kernel module
// imports the Go program's memory. Neither can be instantiated first, so Go is given
// trampolines, and the kernel module is instantiated between Go's instantiation and
// its start. Works in pages, workers and Node 18 or later.

// instantiate returns an instance of engineModule, a compiled Go program, ready for
// go.run(instance). kernelModule is the compiled kernel module, or null for the
// program's own scalar loops; where the engine cannot run it, pass null.
export async function instantiate(go, engineModule, kernelModule) {
  let kernel = null;
  const trampolines = { available: () => (kernel ? 1 : 0) };
  for (const { module, name } of WebAssembly.Module.imports(engineModule)) {
    if (module !== "kernel" || name === "available") continue;
    trampolines[name] = kernelModule
      ? (...args) => kernel[name](...args)
      : () => {
          throw new Error(`kernel.${name} was called, but no kernel is bound`);
        };
  }
  const instance = await WebAssembly.instantiate(engineModule, { ...go.importObject, kernel: trampolines });
  if (kernelModule) {
    const { exports } = await WebAssembly.instantiate(kernelModule, { env: { mem: instance.exports.mem } });
    for (const name of Object.keys(trampolines)) {
      if (name !== "available" && !exports[name]) {
        throw new Error(`the kernel module has no ${name}: it is not of the same build as the program`);
      }
    }
    kernel = exports;
  }
  return instance;
}

// SIMD is a module of one function, v128.const 0 of it: an engine without SIMD does not know the instruction.
const SIMD = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // magic, version
  ...[1, 5, 1, 0x60, 0, 1, 0x7b], // type 0: () → v128
  ...[3, 2, 1, 0], // function 0 is of type 0
  ...[10, 22, 1, 20, 0, 0xfd, 12, ...new Array(16).fill(0), 0x0b], // its body
);

// compileKernel compiles the kernel module, or resolves to null where WebAssembly
// has no SIMD. source is a Response, a promise of one, or the module's bytes. What is
// no module at all, or not a whole one, is an error.
export async function compileKernel(source) {
  source = await source;
  const bytes = typeof Response !== "undefined" && source instanceof Response ? await source.arrayBuffer() : source;
  if (new TextDecoder().decode(bytes.slice(0, 4)) !== "\0asm") throw new Error("what came is not a WebAssembly module");
  if (WebAssembly.validate(bytes)) return WebAssembly.compile(bytes);
  if (!WebAssembly.validate(SIMD)) return null;
  throw new Error(`the kernel module is cut off or changed: ${bytes.byteLength} bytes came`);
}
