// Which experiment and which view the page stands at. Controls, links, history and scripts all change it here, and
// every change goes through the engine, which alone says what a fragment means.

import { LONGEST, experimentOf, join, split, viewOf } from "./link.js";
import { here, remember, rememberSoon } from "./history.js";

const PAUSE = 350; // ms between the last change of a control and its run

export class Standing {
  #experiment = new Map();
  #view = new Map();
  #digest = "";
  #opened = null; // the pairs of a link that the engine has not read yet
  #draft = null; // the experiment with changes that are not run yet
  #timer = 0;

  /**
   * on: shown(experiment, view) when controls and figures should follow, problems(list) about a link, unpromised() when
   * a link without a digest follows one with, objections(list) about what was typed, long(length) for a fragment that is
   * not handed on, long(0) for one that is.
   */
  constructor(runs, on) {
    this.runs = runs;
    this.on = on;
  }

  get experiment() {
    return join(this.#experiment);
  }

  get view() {
    return join(this.#view);
  }

  /** The fragment of the address bar; the digest of the link that was opened stays while the experiment does. */
  get fragment() {
    return join(this.#experiment, this.#view, new Map(this.#digest ? [["digest", this.#digest]] : []));
  }

  /** Shows what a link seems to say before the engine is there to read it. */
  preview(raw) {
    const pairs = split(this.#guard(raw));
    this.#experiment = experimentOf(pairs);
    this.#view = viewOf(pairs);
    this.#show();
  }

  /** Runs what a link says; entry is "push", "replace" or one of the history's. */
  open(raw, entry) {
    clearTimeout(this.#timer);
    this.#draft = null;
    const fragment = this.#guard(raw);
    this.#opened = split(fragment);
    return this.runs.run(fragment, entry === "replace" ? here() : entry);
  }

  /** The engine has read the fragment of the run that begins now. */
  parsed(parsed, entry) {
    const before = this.experiment;
    this.#opened = null;
    this.#take(parsed);
    remember(this.fragment, this.experiment === before && entry === "push" ? here() : entry);
    this.on.problems(parsed.problems);
  }

  /** Back, Forward or a hand-edited address. Runs only if the experiment, or what it promises, is another one. */
  async travel(raw) {
    const entry = here();
    clearTimeout(this.#timer);
    this.#draft = null;
    const parsed = await this.runs.parse(this.#guard(raw));
    if (!parsed) return;
    const promised = parsed.digest !== "" && parsed.digest !== this.#digest;
    if (promised || this.#differs(parsed)) this.open(raw, entry);
    else this.#look(parsed, entry);
  }

  /** Changes the keys that a fragment names; resolves when the change is shown or its run begins. */
  async set(raw) {
    const entry = here();
    const pairs = split(this.#guard(raw));
    const base = this.#opened ?? new Map([...this.#experiment, ...this.#view]);
    const wanted = join(experimentOf(pairs).size ? new Map([...base, ...pairs]) : pairs);
    const parsed = await this.runs.parse(wanted);
    if (!parsed) return;
    if (experimentOf(pairs).size && this.#differs(parsed)) this.open(wanted, "push");
    else {
      const named = [...viewOf(split(parsed.fragment))].filter(([key]) => pairs.has(key));
      // The engine's fragment leaves out a view key at its default, so what is set is taken away first.
      this.#view = new Map([...[...this.#view].filter(([key]) => !pairs.has(key)), ...named]);
      this.#show();
      this.on.problems(parsed.problems);
      remember(this.fragment, entry);
    }
  }

  /** A person changed a control of the experiment: it runs after a short pause, if the engine has no objection. */
  edit(key, value) {
    this.#draft ??= new Map(this.#experiment);
    this.#draft.set(key, value);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settle(), PAUSE);
  }

  /** Runs what the controls say now, changed or not. */
  async go() {
    clearTimeout(this.#timer);
    if (this.#draft) await this.#settle();
    else this.open(this.fragment, "replace");
  }

  async #settle() {
    const draft = this.#draft;
    const parsed = await this.runs.parse(join(draft, this.#view));
    if (!parsed || this.#draft !== draft) return;
    this.on.objections(parsed.problems);
    if (parsed.problems.length) return; // what is typed stays, and so does the last good experiment
    if (this.#differs(parsed)) this.open(parsed.fragment, "push");
    else {
      this.#draft = null;
      this.#show();
    }
  }

  /** A view key changed: nothing is computed again. An undefined value takes the key away. */
  look(key, value) {
    if (value === undefined) this.#view.delete(key);
    else this.#view.set(key, value);
    rememberSoon(() => this.fragment);
  }

  #differs({ fragment }) {
    return join(experimentOf(split(fragment))) !== this.experiment;
  }

  // The same experiment seen otherwise.
  #look(parsed, entry) {
    if (this.#digest && !parsed.digest) this.on.unpromised();
    this.#take(parsed);
    this.on.problems(parsed.problems);
    remember(this.fragment, entry);
  }

  #take({ fragment, digest }) {
    const pairs = split(fragment);
    this.#experiment = experimentOf(pairs);
    this.#view = viewOf(pairs);
    this.#digest = digest;
    this.#show();
  }

  #show() {
    this.on.shown(this.#experiment, this.#view);
  }

  #guard(raw) {
    const fragment = raw.replace(/^#/, "");
    const long = fragment.length > LONGEST;
    this.on.long(long ? fragment.length : 0);
    return long ? "" : fragment;
  }
}
