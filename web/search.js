// What is shown step by step: a player over the assignments of the search that is shown, and the strip of its restarts;
// or, where the hand on the machine says so, over a training. All are views: the figures' frame knows every step, says
// what each did, and shows it.

import { element } from "./dom.js";
import { small } from "./format.js";
import { Restarts } from "./restarts.js";

const CALM = 2; // times as long is an assignment shown for who asked for less motion

// What the player says of a search, and for how many ms an assignment is shown while it plays.
const ASSIGNMENTS = {
  name: "Matching, step by step",
  group: "The search",
  play: "Play the search",
  back: "One assignment back",
  forward: "One assignment on",
  both: "One assignment back, on",
  range: "Assignments done",
  where: (at, count) => `${at} of ${count} assignments`,
  beat: 900,
};

const slow = matchMedia("(prefers-reduced-motion: reduce)");

export class Search {
  #state = { count: 0, at: 0, text: "" };
  #view = new Map();
  #pair = null;
  #timer = 0;
  #asked = null; // the step that the frame has not confirmed
  #pace = 1; // of a film

  /**
   * root holds the controls of index.html, toggle opens them; look(key, value) changes the view, known says if a key
   * exists. film is what is played that moves, in the words above and with the paces that it can have; without it the
   * search is.
   */
  constructor(root, toggle, known, look, film) {
    const find = (name) => root.querySelector(`[data-step="${name}"]`);
    this.root = root;
    this.bar = root.parentElement;
    this.figures = document.getElementById("stage");
    this.toggle = toggle;
    this.look = look;
    this.steps = find("player");
    this.range = find("range");
    this.said = find("said");
    this.buttons = { first: find("first"), back: find("back"), play: find("play"), forward: find("forward") };
    this.steppable = known("view.step");
    this.film = film;
    this.words = film ?? ASSIGNMENTS;
    this.#name();
    this.choosable = known("view.restart");
    this.strip = find("restarts");
    this.restarts = new Restarts(this.strip, (index) => {
      this.stop();
      this.#to("view.step", -1);
      this.#to("view.restart", index);
    });
    this.other = document.getElementById("restart-shown");
    this.other?.querySelector("button").addEventListener("click", () => this.#to("view.restart", -1));
    toggle.addEventListener("click", () => {
      this.#open(root.hidden);
      if (!root.hidden) this.#reveal();
    });
    slow.addEventListener("change", () => {
      this.stop();
      this.#face();
    });
    this.buttons.first.addEventListener("click", () => this.go(0));
    this.buttons.back.addEventListener("click", () => this.go(this.at - 1));
    this.buttons.forward.addEventListener("click", () => this.go(this.at + 1));
    this.buttons.play.addEventListener("click", () => this.play());
    this.range.addEventListener("input", () => this.go(Number(this.range.value)));
    this.#offer();
  }

  get at() {
    return this.#asked ?? this.#state.at;
  }

  get playing() {
    return this.#timer !== 0;
  }

  /** What the frame says of the search shown. */
  told(state) {
    this.#state = state;
    this.#asked = null;
    this.range.max = state.count;
    this.#show();
    this.#offer();
  }

  /** A result, as far as it has come; method is the matching that is shown, of the network from. */
  result(result, method, from) {
    if (!result?.pairs?.length) return; // until there is another search, the last one stays
    const pair = result.pairs.find((pair) => pair.method === method && pair.from === from);
    const before = this.#pair;
    this.#pair = this.choosable && pair?.restarts?.length > 1 ? pair : null;
    if (this.#pair === before) return; // λ moved, or a step
    if (this.#pair) {
      this.restarts.draw(pair.restarts, pair.restart);
      this.restarts.show(this.#number("view.restart"));
    }
    this.#tell();
    this.#offer();
  }

  /** Shows what the view keys say. A view that names a step or a restart opens the controls. */
  show(view) {
    const before = this.#named;
    this.#view = new Map(view);
    if (this.#pair) this.restarts.show(this.#number("view.restart"));
    if (this.#named && !before) this.#open(true);
    this.#tell();
  }

  // The sentence and the tables are of the restart that won: whoever looks at another one is told.
  #tell() {
    const shown = this.#number("view.restart");
    const { restarts, restart } = this.#pair ?? {};
    if (!this.other) return;
    this.other.hidden = !restarts?.[shown] || shown === restart;
    if (this.other.hidden) return;
    this.other.firstElementChild.textContent =
      `The figures show restart ${shown + 1} of ${restarts.length}, with a barrier of ` +
      `${small(restarts[shown].barrier)}. The sentence and the tables are of restart ${restart + 1}, whose objective ` +
      "won.";
  }

  /** Another search will be shown: its steps and restarts are not these. */
  leave() {
    this.stop();
    this.#to("view.step", -1);
    this.#to("view.restart", -1);
  }

  /** Shows the search after k assignments. */
  go(k) {
    this.stop();
    if (this.#available && this.root.hidden) {
      // a key steps, too
      this.#open(true);
      this.#reveal();
    }
    this.#go(k);
  }

  /** Plays from here, from the start if here is the end; stops if it plays. */
  play() {
    if (!this.#available) return;
    if (this.playing) return this.stop();
    if (this.root.hidden) this.#open(true);
    if (this.#jumps) return this.#go(this.#state.count);
    if (this.at >= this.#state.count) this.#go(0);
    this.said.setAttribute("aria-live", "off"); // a sentence a second is chatter
    this.#beat();
    this.#face();
  }

  #beat() {
    clearInterval(this.#timer);
    this.#timer = setInterval(
      () => {
        this.#go(this.at + 1);
        if (this.at >= this.#state.count) this.stop();
      },
      (this.words.beat / this.#pace) * (slow.matches ? CALM : 1),
    );
  }

  // A film is not played for who asked for less motion: its end is shown at once.
  get #jumps() {
    return Boolean(this.film) && slow.matches;
  }

  stop() {
    clearInterval(this.#timer);
    this.#timer = 0;
    this.said.setAttribute("aria-live", "polite");
    this.#face();
  }

  get #available() {
    return this.steppable && this.#state.count > 0;
  }

  #go(k) {
    if (!this.#available) return;
    const at = Math.max(0, Math.min(k, this.#state.count));
    this.#asked = at;
    // The frame may have counted in another unit than the player does.
    this.#to("view.step", at === this.#state.count ? -1 : (this.#state.steps?.[at] ?? at));
    this.#show();
  }

  get #named() {
    return this.#number("view.step") >= 0 || this.#number("view.restart") >= 0;
  }

  #number(key) {
    return Number(this.#view.get(key) ?? -1);
  }

  // -1 is the default, which a link does not name.
  #to(key, value) {
    if (this.#number(key) === value) return;
    if (value < 0) this.#view.delete(key);
    else this.#view.set(key, String(value));
    this.look(key, value < 0 ? undefined : String(value));
    this.#tell();
  }

  #show() {
    const { count, text } = this.#state;
    this.range.value = this.at;
    this.range.setAttribute("aria-valuetext", this.words.where(this.#state.steps?.[this.at] ?? this.at, count));
    if (this.#asked === null && this.said.textContent !== text) this.said.textContent = text;
    this.buttons.first.disabled = this.buttons.back.disabled = this.at <= 0;
    this.buttons.forward.disabled = this.at >= count;
  }

  #face() {
    const { play } = this.buttons;
    const name = this.playing ? "pause" : this.#jumps ? "end" : "play";
    const label = { pause: "Pause", end: "To the end", play: this.words.play }[name];
    play.dataset.name = name;
    play.setAttribute("aria-label", label);
    play.title = label;
  }

  // Gives the controls of index.html their names, and a film its paces.
  #name() {
    const { name, back, forward, range, paces } = this.words;
    this.root.setAttribute("aria-label", name);
    this.toggle.title = name;
    for (const [button, label] of [
      [this.buttons.back, back],
      [this.buttons.forward, forward],
    ]) {
      button.setAttribute("aria-label", label);
      button.title = label;
    }
    this.range.setAttribute("aria-label", range);
    if (paces) {
      const options = paces.map((pace) => element("option", { value: pace, selected: pace === 1 }, `${pace}×`));
      const pace = element("select", { "aria-label": "Speed", "data-step": "pace" }, ...options);
      pace.addEventListener("change", () => {
        this.#pace = Number(pace.value);
        if (this.playing) this.#beat();
      });
      this.buttons.forward.after(pace);
    }
    this.#face();
  }

  #open(yes) {
    if (!yes) this.stop();
    this.root.hidden = !yes;
    this.toggle.setAttribute("aria-expanded", String(yes));
  }

  // The units' figure is what a step changes most: it should not hide behind the controls.
  #reveal() {
    const hidden = this.figures.getBoundingClientRect().bottom - this.bar.getBoundingClientRect().top;
    const behavior = slow.matches ? "auto" : "smooth";
    if (getComputedStyle(this.bar).position !== "sticky")
      this.root.scrollIntoView({ block: "nearest", behavior }); // low windows
    else if (hidden > 0) scrollBy({ top: hidden, behavior });
  }

  #offer() {
    this.steps.hidden = !this.#available;
    this.strip.hidden = !this.#pair;
    const nothing = this.steps.hidden && this.strip.hidden;
    this.toggle.hidden = !this.steppable && !this.choosable;
    this.toggle.disabled = nothing; // it keeps its place while there is nothing to step through
    this.root.classList.toggle("empty", nothing);
    if (nothing) this.stop();
  }
}
