// The engine is one lead worker, which plans and answers, and a crew of compute workers that it shares work out to. The
// lead compiles the programs: the engine and its kernels, which are posted to every worker that starts later, and the
// one that draws. Messages are {t: kind, s: text} as the engine defines them; this module starts, replaces and connects
// workers and knows nothing of experiments.

import { Heart } from "./heart.js";
import { keep } from "./kept.js";

const RETRIES = 1;
const START = 1000; // ms of life
const MOST_FAILED_STARTS = 20; // with sixteen workers, some of which are retried

export class Engine {
  #crew = [];
  #lead = null;
  #modules = null;
  #drawing; // address of the program that draws, until it was told
  #outbox = []; // what was sent before the lead was ready
  #retries = RETRIES; // left to a lead that dies before it is ready
  #failedStarts = 0; // members of the crew that died one after the other as they started
  #heart = new Heart();
  #script = new URL("worker.js", import.meta.url); // of every worker
  #kept = false; // the script is in memory
  #idle = []; // workers whose scripts come while the programs do
  #heard = []; // of a lead that was begun before this script had come

  /**
   * options: build, program (file of the laboratory's), labs (names of all), workers (size of the crew), simd (false
   * asks for the scalar path). on: message(t, s, bytes), loading(program, bytes) while "engine" or "lab" comes,
   * drawing({program or error}) of the figures' program, scalar(reason) when the SIMD kernels cannot be used,
   * crashed(reason) when the lead died, silent() when a worker ended without a word and is replaced, gone(reason) when
   * there will be no engine.
   */
  constructor(options, on) {
    this.options = options;
    this.on = on;
    this.ready = false;
    this.#drawing = new URL(`lab.wasm?b=${options.build}`, import.meta.url).href;
  }

  /**
   * Loads the programs and starts every worker; a lead that dies meanwhile gets a successor. Throws if the engine
   * itself cannot be loaded.
   */
  start() {
    return new Promise((started, failed) => this.#load(started, failed, RETRIES));
  }

  #load(started, failed, retries) {
    const { build, program, simd } = this.options;
    const fail = (reason) => {
      for (const worker of this.#idle.splice(0)) worker.terminate();
      failed(new Error(reason));
    };
    const addresses = { engine: `${program}?b=${build}`, kernel: simd ? `kernel.wasm?b=${build}` : null };
    const lead = this.#spawn("lead", { addresses }, (reason) => {
      if (this.#modules) return this.#died(lead, reason);
      this.#end(lead);
      if (retries > 0) return this.#load(started, failed, retries - 1);
      if (this.#drawing) this.on.drawing({ error: reason });
      fail(reason);
    });
    this.#lead = lead;
    while (this.#idle.length < this.options.workers) this.#idle.push(this.#boot());
    lead.onmessage = ({ data }) => {
      if (data.t !== "compiled") return this.#receive(data);
      const { engine, kernel, scalar, error } = data;
      if (error) return fail(error); // but what draws may still come
      if (scalar) this.on.scalar(scalar);
      this.#modules = { engine, kernel };
      this.#enlist();
      started();
    };
    for (const data of this.#heard.splice(0)) lead.onmessage({ data });
  }

  // A worker without a task; one that stops is not missed.
  #boot() {
    const worker = this.#worker("compute");
    worker.onerror = (event) => {
      event.preventDefault();
      this.#idle = this.#idle.filter((other) => other !== worker);
    };
    return worker;
  }

  #worker(role) {
    return new Worker(this.#script, { type: "module", name: `One Basin ${role}` });
  }

  // The worker that ahead.js began with these programs, once; what it has said is in #heard.
  #begun(programs) {
    const begun = globalThis.ahead;
    globalThis.ahead = null;
    if (!begun) return null;
    const { worker, addresses, heard, error } = begun;
    if (error || JSON.stringify(addresses) !== JSON.stringify(programs.addresses)) {
      worker.terminate();
      return null;
    }
    this.#heard = heard;
    return worker;
  }

  /** Sends the lead a message, or keeps it until the lead is ready. */
  send(t, s, ports = []) {
    if (this.ready) this.#post(this.#lead, { t, s }, ports);
    else this.#outbox.push([t, s, ports]);
  }

  /** Hands the lead a part of what a person's own files hold. */
  parcel(b) {
    this.#lead.postMessage({ t: "parcel", b }, [b]);
  }

  /** Replaces every worker; whatever they were doing is lost. */
  restart() {
    if (!this.#modules) return;
    this.#outbox = [];
    this.#spawnAll();
  }

  #stop() {
    for (const worker of [this.#lead, ...this.#crew]) this.#end(worker);
    this.ready = false;
  }

  #end(worker) {
    this.#heart.leave(worker);
    worker.terminate();
  }

  #spawnAll() {
    this.#stop();
    const lead = this.#spawn("lead", this.#modules, (reason) => this.#died(lead, reason));
    this.#lead = lead;
    lead.onmessage = ({ data }) => this.#receive(data);
    this.#enlist();
  }

  #died(lead, reason) {
    if (this.#lead !== lead) return; // one that was replaced has more to complain about
    if (this.ready) this.on.crashed(reason);
    else if (this.#retries-- > 0)
      this.#spawnAll(); // it was told nothing yet
    else this.#giveUp(reason);
  }

  // A worker of the crew that dies is replaced by the lead, for a while also if it died as it started.
  #fell(index, age) {
    this.#failedStarts = age < START ? this.#failedStarts + 1 : 0;
    if (this.#failedStarts > MOST_FAILED_STARTS) this.#giveUp("its workers stop as they start");
    else this.send("crashed", String(index));
  }

  #giveUp(reason) {
    this.#stop();
    this.on.gone(reason);
  }

  #enlist() {
    this.#crew = Array.from({ length: this.options.workers }, (_, index) => this.#recruit(index));
  }

  #spawn(role, programs, died) {
    const worker = (role === "lead" ? this.#begun(programs) : this.#idle.pop()) ?? this.#worker(role);
    this.#heart.watch(worker, () => {
      this.on.silent();
      died("the worker ended without a word");
    });
    worker.onerror = (event) => {
      event.preventDefault();
      died(event.message || "the worker stopped");
    };
    worker.onmessageerror = () => died("a message could not be read");
    worker.postMessage({
      t: "start",
      role,
      ...programs,
      ...(role === "lead" && { workers: this.options.workers, labs: this.options.labs, drawing: this.#drawing }),
    });
    return worker;
  }

  /** Starts compute worker number index and gives it and the lead the two ends of a channel. */
  #recruit(index) {
    const born = performance.now();
    const worker = this.#spawn("compute", this.#modules, () => {
      if (this.#crew[index] === worker) this.#fell(index, performance.now() - born);
    });
    const { port1, port2 } = new MessageChannel();
    this.#post(worker, { t: "lead" }, [port1]);
    this.#post(this.#lead, { t: "crew", s: String(index) }, [port2]);
    return worker;
  }

  async #keep() {
    if (this.#kept) return;
    this.#kept = true;
    this.#script = (await keep()) ?? this.#script;
  }

  #post(worker, message, ports) {
    worker.postMessage(message, ports);
  }

  #receive({ t, s, ...more }) {
    if (t === "loading") return this.on.loading(more.program, more.bytes);
    if (t === "drawing") {
      this.#drawing = undefined;
      return this.on.drawing(more);
    }
    if (t === "respawn") {
      const { index } = JSON.parse(s);
      this.#end(this.#crew[index]);
      this.#crew[index] = this.#recruit(index);
      return;
    }
    if (t === "ready") {
      this.ready = true;
      this.#retries = RETRIES;
      this.#keep();
      const kept = this.#outbox;
      this.#outbox = [];
      for (const [kind, text, ports] of kept) this.send(kind, text, ports);
    }
    this.on.message(t, s, more.b);
  }
}
