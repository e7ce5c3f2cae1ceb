// Whether workers still are. One that the browser ended, for want of memory perhaps, need not say so: it is asked again
// and again, and is dead when it has stopped answering. A worker that computes answers between two pieces.

const BEAT = 5000; // ms from one question to the next
const MOST = 24; // questions without an answer: two minutes, longer than any piece

export class Heart {
  #watched = new Map(); // of a worker that has answered once: how often it has not since, and what is to be done

  constructor() {
    setInterval(() => this.#ask(), BEAT);
  }

  /** Calls dead() when the worker, having answered, answers no more. */
  watch(worker, dead) {
    const state = { missed: -Infinity, dead };
    this.#watched.set(worker, state);
    worker.addEventListener("message", (event) => {
      if (event.data.t !== "beat") return;
      event.stopImmediatePropagation();
      state.missed = 0;
    });
  }

  /** The worker is not needed any more. */
  leave(worker) {
    this.#watched.delete(worker);
  }

  #ask() {
    for (const [worker, state] of this.#watched) {
      worker.postMessage({ t: "beat" });
      if (++state.missed <= MOST) continue;
      this.leave(worker);
      state.dead();
    }
  }
}
