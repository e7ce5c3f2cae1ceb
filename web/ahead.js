// Not a module, so that it runs before them: the worker that will lead begins to fetch and compile the engine while the
// page's own scripts are still coming. engine.js takes it over, or ends it if the page wants another one.

globalThis.ahead = (() => {
  const { build, labs } = document.documentElement.dataset;
  const names = (labs ?? "").split(" ");
  const named = /[#?&]lab=(\w+)/.exec(location.hash + location.search)?.[1];
  const program = `engine-${names.includes(named) ? named : names[0]}.wasm`;
  const simd = new URLSearchParams(location.search).get("simd") !== "0";
  const addresses = { engine: `${program}?b=${build}`, kernel: simd ? `kernel.wasm?b=${build}` : null };
  try {
    const worker = new Worker("worker.js", { type: "module", name: "One Basin lead" });
    const begun = { worker, addresses, heard: [], error: "" };
    worker.onmessage = ({ data }) => begun.heard.push(data);
    worker.onerror = (event) => {
      event.preventDefault();
      begun.error = event.message || "the worker stopped";
    };
    worker.postMessage({ t: "ahead", addresses });
    return begun;
  } catch {
    return null; // engine.js meets the same, and says it
  }
})();
