// How far the run is, in a bar and in words.

const WORDS = {
  loading: "Loading the engine",
  waiting: "Ready",
  done: "Done",
  stopped: "Stopped.",
  failed: "Stopped by an error.",
};

/** Whole seconds in words; the figure is the engine's estimate. */
const left = (seconds) =>
  seconds === null || seconds === undefined ? "" : seconds < 1 ? "· under 1 s left" : `· ${seconds.toFixed(0)} s left`;

export class Progress {
  /** root holds the bar and its text; run, stop and reset are the buttons. */
  constructor(root, buttons) {
    this.root = root;
    this.bar = root.querySelector("progress");
    this.text = root.querySelector("#progress-text");
    this.left = root.querySelector("#progress-left");
    this.buttons = buttons;
    this.rest("loading");
  }

  /** A part of the engine has come. */
  load(part) {
    if (this.root.dataset.state !== "loading") return;
    this.bar.value = part;
    this.#say(WORDS.loading, `· ${Math.floor(100 * part)} %`);
  }

  /** A run began. */
  start() {
    this.root.dataset.state = "running";
    const { stop, run } = this.buttons;
    const held = document.activeElement === run;
    stop.disabled = false;
    document.body.classList.add("running");
    if (held && getComputedStyle(run).display === "none") stop.focus(); // narrow screens show one of the two
    this.bar.value = 0;
    this.#say("Starting", "");
  }

  /** A `progress` message of the engine. */
  show({ fraction, text, left: seconds }) {
    this.bar.value = fraction;
    this.#say(text || "Starting", left(seconds));
  }

  /** Nothing is running: state is one of loading, waiting, done, stopped, failed; note adds to its words. */
  rest(state, note = "") {
    const { stop, run } = this.buttons;
    document.body.classList.remove("running");
    if (document.activeElement === stop) run.focus();
    stop.disabled = true;
    this.root.dataset.state = state;
    if (state === "done") this.bar.value = 1;
    else if (state !== "stopped" && state !== "failed") this.bar.value = 0;
    this.#say(WORDS[state], note);
  }

  #say(text, note) {
    this.text.textContent = text;
    this.left.textContent = note;
  }
}
