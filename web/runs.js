// One experiment runs at a time. The engine answers every `run` and every `parse` with one `parsed`, in order; what
// it says before a run's own `parsed` belongs to the run before it and is not shown any more.

const PATIENCE = 2000; // ms after which a run that does not stop is stopped by replacing the workers

/** Why a run's promise was rejected: the message is "superseded", "cancelled" or what went wrong. */
const reason = (message, where) => Object.assign(new Error(message), where ? { where } : {});

export class Runs {
  #expected = []; // one entry for each `parsed` that is still to come: {job} or {resolve}
  #job = null;
  #timer = 0;
  #dead = "";

  /** on: parsed(parsed, how), progress, stage, result(message), failed(error), cancelled(). */
  constructor(engine, on) {
    this.engine = engine;
    this.on = on;
  }

  get running() {
    return this.#job !== null;
  }

  /** Runs a fragment; the promise is the finished Result. how is handed to on.parsed unread. */
  run(fragment, how) {
    const before = this.#job;
    if (before) before.reject(reason("superseded"));
    clearTimeout(this.#timer);
    const job = { fragment, how, started: false, stopping: false, retried: false, first: before === null };
    job.promise = new Promise((resolve, reject) => Object.assign(job, { resolve, reject }));
    job.promise.catch(() => {}); // the page listens to on.…; a caller who cares has the promise itself
    this.#begin(job);
    return job.promise;
  }

  #begin(job) {
    this.#job = job;
    if (this.#dead) return this.#fail({ message: this.#dead });
    this.#expected.push({ job });
    this.engine.send("run", job.fragment);
  }

  /** What the engine makes of a fragment, without running it; null if the workers were replaced meanwhile. */
  parse(fragment) {
    return new Promise((resolve) => {
      this.#expected.push({ resolve });
      this.engine.send("parse", fragment);
    });
  }

  /** Stops the run; its promise is rejected with "cancelled". */
  cancel() {
    const job = this.#job;
    if (!job || job.stopping) return;
    job.stopping = true;
    this.engine.send("cancel");
    if (!this.engine.ready) return this.#cancelled();
    this.#timer = setTimeout(() => {
      this.#restart();
      this.#cancelled();
    }, PATIENCE);
  }

  /** Takes a message of the lead. */
  receive(t, s) {
    const message = s ? JSON.parse(s) : {};
    if (t === "parsed") return this.#parsed(message);
    const job = this.#job;
    if (!job) return;
    if (!job.started) {
      // Nothing ran before this job, so an error without `parsed` can only be its own.
      if (t === "error" && job.first) {
        this.#expected = this.#expected.filter((entry) => entry.job !== job);
        this.#fail(message);
      }
      return;
    }
    if (t === "cancelled") {
      if (job.stopping) this.#cancelled();
    } else if (job.stopping) {
      if (t === "result" || t === "error") this.#cancelled(); // it had finished when it was asked to stop
    } else if (t === "result") {
      this.#end();
      this.on.result(message);
      job.resolve(message.result);
    } else if (t === "error") {
      this.#fail(message);
    } else if (t === "progress" || t === "stage") {
      this.on[t](message);
    }
  }

  /** The lead died: the run is tried once more on fresh workers, then given up in words. */
  crashed(why) {
    if (!this.engine.ready) return this.unavailable(`The engine stopped while it started: ${why}`);
    this.#restart();
    const job = this.#job;
    if (job?.stopping) this.#cancelled();
    else if (job && !job.retried) {
      Object.assign(job, { retried: true, started: false, first: true });
      this.#begin(job);
    } else if (job) {
      this.#fail({ message: `The computation stopped twice without finishing (${why}). The last result is still here; a smaller experiment may go through.` });
    }
  }

  /** The engine could not be started: this run and every later one fails with the message. */
  unavailable(message) {
    this.#dead = message;
    if (this.#job) this.#fail({ message });
  }

  #restart() {
    const waiting = this.#expected.filter((entry) => entry.resolve);
    this.#expected = [];
    this.engine.restart();
    for (const entry of waiting) entry.resolve(null);
  }

  #parsed(parsed) {
    const entry = this.#expected.shift();
    if (entry?.resolve) entry.resolve(parsed);
    else if (entry?.job && entry.job === this.#job) {
      entry.job.started = true;
      this.on.parsed(parsed, entry.job.how);
    }
  }

  #cancelled() {
    const job = this.#end();
    this.on.cancelled();
    job.reject(reason("cancelled"));
  }

  #fail({ message, where }) {
    const job = this.#end();
    const error = reason(message, where);
    this.on.failed(error);
    job.reject(error);
  }

  #end() {
    clearTimeout(this.#timer);
    const job = this.#job;
    this.#job = null;
    return job;
  }
}
