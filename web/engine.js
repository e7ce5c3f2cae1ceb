// The engine is one lead worker, which plans and answers, and a crew of compute workers that it shares work out to.
// The two programs are compiled once here and posted to every worker. Messages are {t: kind, s: text} as the engine
// defines them; this module starts, replaces and connects workers and knows nothing of experiments.

import { compileKernel } from "./kernel.js";

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

export class Engine {
  #crew = [];
  #lead = null;
  #modules = null;
  #outbox = []; // what was sent before the lead was ready

  /**
   * options: build, workers (size of the crew), simd (false asks for the scalar path).
   * on: message(t, s), scalar(reason) when the SIMD kernels cannot be used, crashed(reason) when the lead died.
   */
  constructor(options, on) {
    this.options = options;
    this.on = on;
    this.ready = false;
  }

  /** Loads the programs and starts every worker. Throws if the engine itself cannot be loaded. */
  async start() {
    const { build, simd } = this.options;
    const kernel = simd ? this.#kernel(`kernel.wasm?b=${build}`) : null;
    this.#modules = { engine: await compile(`engine.wasm?b=${build}`), kernel: await kernel };
    this.#spawnAll();
  }

  /** The SIMD kernels, or null where they cannot be had; then the reason is told. */
  async #kernel(url) {
    let why = "the browser has no WebAssembly SIMD";
    try {
      const response = await fetch(url);
      if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
      const kernel = await compileKernel(response);
      if (kernel) return kernel;
    } catch (error) {
      why = error.message;
    }
    this.on.scalar(why);
    return null;
  }

  /** Sends the lead a message, or keeps it until the lead is ready. */
  send(t, s, ports = []) {
    if (this.ready) this.#post(this.#lead, { t, s }, ports);
    else this.#outbox.push([t, s, ports]);
  }

  /** Replaces every worker; whatever they were doing is lost. */
  restart() {
    if (!this.#modules) return;
    for (const worker of [this.#lead, ...this.#crew]) worker.terminate();
    this.ready = false;
    this.#outbox = [];
    this.#spawnAll();
  }

  #spawnAll() {
    const lead = this.#spawn("lead", (reason) => {
      if (this.#lead === lead) this.on.crashed(reason); // and not one that was replaced and has more to complain about
    });
    this.#lead = lead;
    lead.onmessage = ({ data }) => this.#receive(data);
    this.#crew = Array.from({ length: this.options.workers }, (_, index) => this.#recruit(index));
  }

  #spawn(role, died) {
    const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module", name: `One Basin ${role}` });
    worker.onerror = (event) => {
      event.preventDefault();
      died(event.message || "the worker stopped");
    };
    worker.onmessageerror = () => died("a message could not be read");
    worker.postMessage({ t: "start", role, workers: role === "lead" ? this.options.workers : undefined, ...this.#modules });
    return worker;
  }

  /** Starts compute worker number index and gives it and the lead the two ends of a channel. */
  #recruit(index) {
    const worker = this.#spawn("compute", () => {
      if (this.#crew[index] === worker) this.send("crashed", String(index));
    });
    const { port1, port2 } = new MessageChannel();
    this.#post(worker, { t: "lead" }, [port1]);
    this.#post(this.#lead, { t: "crew", s: String(index) }, [port2]);
    return worker;
  }

  #post(worker, message, ports) {
    worker.postMessage(message, ports);
  }

  #receive({ t, s }) {
    if (t === "respawn") {
      const { index } = JSON.parse(s);
      this.#crew[index].terminate();
      this.#crew[index] = this.#recruit(index);
      return;
    }
    if (t === "ready") {
      this.ready = true;
      const kept = this.#outbox;
      this.#outbox = [];
      for (const [kind, text, ports] of kept) this.send(kind, text, ports);
    }
    this.on.message(t, s);
  }
}
