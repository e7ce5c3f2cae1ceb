// One experiment runs at a time, and one question is open at a time: the engine answers every `run` and every `parse`
// with `parsed`, and a run ends with exactly one of `result`, `error`, `cancelled`. A run that a later one replaces is
// stopped first, so that whatever arrives is always about what was asked last.

// ms after which whoever pressed Stop is answered, though the engine is still inside something that cannot be cut
const GRACE = 60;
const PATIENCE = 2000; // ms after which a run that does not stop is stopped by replacing the workers

const GIVEN_UP =
  "The computation stopped twice without finishing. The last result is still here; " +
  "a smaller experiment may go through.";

/** Why a run's promise was rejected: the message is "superseded", "cancelled" or what went wrong. */
const reason = (message, where) => Object.assign(new Error(message), where ? { where } : {});

const UNDER_WAY = new Set(["progress", "learning", "stage"]); // what is told of a run that goes on

export class Runs {
  #job = null; // what the page waits for
  #active = null; // the job that the engine computes; not #job when that was replaced or given up
  #asked = null; // a job or a parse whose `parsed` is to come
  #queue = []; // jobs and parses that are not sent yet
  #timer = 0;
  #dead = ""; // why there is no engine

  /**
   * on: parsed(parsed, how), elsewhere(parsed, how) for a link of another laboratory, progress(message),
   * learning(message, bytes), stage(message), result(message), failed(error), cancelled(), and wanting(wants), a
   * promise whether what a run needs of a person's own files could be given to the engine.
   */
  constructor(engine, on) {
    this.engine = engine;
    this.on = on;
  }

  get running() {
    return this.#job !== null;
  }

  /** Whether there is no engine and will be none. */
  get dead() {
    return this.#dead !== "";
  }

  /** Runs a fragment; the promise is the finished Result. how is handed to on.parsed unread. */
  run(fragment, how) {
    const job = { kind: "run", fragment, how };
    job.promise = new Promise((resolve, reject) => Object.assign(job, { resolve, reject }));
    job.promise.catch(() => {}); // the page listens to on.…; a caller who cares has the promise itself
    this.#queue = this.#queue.filter((entry) => entry !== this.#job);
    this.#job?.reject(reason("superseded"));
    this.#job = job;
    if (this.#dead) this.#fail({ message: this.#dead });
    else {
      this.#queue.push(job);
      this.#halt();
      this.#next();
    }
    return job.promise;
  }

  /** What the engine makes of a fragment, without running it; null if it cannot be asked. */
  parse(fragment) {
    if (this.#dead) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.#queue.push({ kind: "parse", fragment, resolve });
      this.#next();
    });
  }

  /** Stops the run; its promise is rejected with "cancelled". */
  cancel() {
    const job = this.#job;
    if (!job || job.stopping) return;
    job.stopping = true;
    // What has not begun is over at once; if the engine was just asked, it is stopped as soon as it answers.
    if (this.#queue.includes(job) || this.#asked === job || !this.engine.ready) {
      this.#queue = this.#queue.filter((entry) => entry !== job);
      this.#cancelled();
    } else {
      this.#halt();
      setTimeout(() => {
        if (this.#job === job) this.#cancelled();
      }, GRACE);
    }
  }

  /** Takes a message of the lead. */
  receive(t, s, bytes) {
    const message = s ? JSON.parse(s) : {};
    if (t === "parsed") this.#parsed(message);
    else if (t === "result" || t === "error" || t === "cancelled") this.#ended(t, message);
    else if (UNDER_WAY.has(t) && this.#active === this.#job && !this.#job?.stopping) this.on[t](message, bytes);
  }

  /** The lead died: the run is tried once more on fresh workers, then given up in words. */
  crashed(why) {
    const hit = [this.#active, this.#asked].find((entry) => entry && (entry === this.#job || entry.kind === "parse"));
    this.#restart();
    if (hit?.stopping) this.#cancelled();
    else if (hit && !hit.retried) {
      hit.retried = true;
      this.#queue.unshift(hit);
    } else if (hit?.kind === "run") this.#fail({ message: `${GIVEN_UP} (${why})` });
    else hit?.resolve(null);
    this.#next();
  }

  /** The engine could not be started: this run and every later one fails with the message. */
  unavailable(message) {
    this.#dead = message;
    for (const entry of [this.#asked, ...this.#queue]) if (entry?.kind === "parse") entry.resolve(null);
    this.#queue = [];
    if (this.#job) this.#fail({ message });
  }

  #next() {
    const [entry] = this.#queue;
    if (!entry || this.#asked || (entry.kind === "run" && this.#active)) return;
    this.#asked = this.#queue.shift();
    this.engine.send(entry.kind, entry.fragment);
  }

  #halt() {
    if (!this.#active || this.#active.halted) return;
    this.#active.halted = true;
    this.engine.send("cancel");
    this.#timer = setTimeout(() => {
      const active = this.#active;
      this.#restart();
      if (active === this.#job) this.#cancelled();
      this.#next();
    }, PATIENCE);
  }

  #restart() {
    clearTimeout(this.#timer);
    this.#active = this.#asked = null;
    this.engine.restart();
  }

  #parsed(parsed) {
    const entry = this.#asked;
    this.#asked = null;
    if (parsed.elsewhere && entry?.kind === "run") {
      if (entry === this.#job) this.on.elsewhere(parsed, entry.how); // another program runs it; this page's goes
    } else if (entry?.kind === "parse") entry.resolve(parsed);
    else if (entry) {
      this.#active = entry;
      if (entry === this.#job && !entry.stopping) this.on.parsed(parsed, entry.how);
      else this.#halt();
    }
    this.#next();
  }

  #ended(t, message) {
    clearTimeout(this.#timer);
    const job = this.#active;
    this.#active = null;
    if (job && job === this.#job) {
      if (t === "cancelled" || job.stopping) this.#cancelled();
      else if (t === "error" && message.wants && !job.supplied) this.#supply(job, message);
      else if (t === "error") this.#fail(message);
      else {
        this.#job = null;
        this.on.result(message);
        job.resolve(message.result);
      }
    }
    this.#next();
  }

  // The run begins again where its files are at hand.
  async #supply(job, message) {
    job.supplied = true;
    const here = await this.on.wanting(message.wants).catch((error) => {
      message.message = error.message;
      return false;
    });
    if (job !== this.#job || job.stopping) return;
    if (here) {
      this.#queue.push(job);
      this.#next();
    } else this.#fail(message);
  }

  #cancelled() {
    const job = this.#job;
    this.#job = null;
    this.on.cancelled();
    job.reject(reason("cancelled"));
  }

  #fail({ message, where, wants }) {
    const job = this.#job;
    this.#job = null;
    const error = Object.assign(reason(message, where), { wants });
    this.on.failed(error);
    job.reject(error);
  }
}
