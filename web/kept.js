// The scripts of a worker, kept in memory, so that replacing a worker takes no network: whoever presses Stop on a train
// goes on computing.

const PARTS = ["wasm_exec.js", "kernel.js", "worker.js"]; // in the order in which they run

/** A promise of the address of one script that holds all parts, or of null where no worker may start from it. */
export async function keep() {
  try {
    const texts = await Promise.all(PARTS.map(read));
    const whole = texts
      .join("\n")
      .replace(/^import .*$/gm, "")
      .replace(/^export /gm, "");
    return (await starts(address("postMessage(0);"))) ? address(whole) : null;
  } catch {
    return null; // then workers are fetched, as the first were
  }
}

async function read(name) {
  const response = await fetch(new URL(name, import.meta.url), { cache: "force-cache" }); // it has just been read
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response.text();
}

const address = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));

// A host's own policy may know no workers but those from files.
function starts(script) {
  return new Promise((resolve) => {
    const worker = new Worker(script, { type: "module" });
    const end = (answer) => {
      worker.terminate();
      URL.revokeObjectURL(script);
      resolve(answer);
    };
    worker.onmessage = () => end(true);
    worker.onerror = (event) => {
      event.preventDefault();
      end(false);
    };
  });
}
