// Which experiment and which view the page stands at. Controls, links, history and scripts all change it here, and
// every change goes through the engine, which alone says what a fragment means.

import { experimentOf, isView, join, over, preview, split, viewOf } from "./link.js";
import { asked, here, keep, remember, rememberSoon } from "./history.js";

// What a person goes to, and comes back from.
const STEPS = new Set(["view.study", "view.method", "view.pair", "view.reveal"]);

const PLAIN = /^[\w.]+=[\w.,-]*(&[\w.]+=[\w.,-]*)*$/; // a change that is as it was made, so that it may be put together
const PAUSE = 350; // ms between the last change of a control and its run

export class Current {
  #experiment = new Map();
  #view = new Map();
  #digest = "";
  #opened = null; // a link that the engine has not read yet
  #draft = null; // the experiment with changes that are not run yet
  #timer = 0;
  #wishes = []; // what set() was asked and has not begun
  #granting = false;

  /**
   * on: shown(experiment, view) when controls and figures should follow, read(parsed) about a link, unpromised() when a
   * link without a digest follows one with, objections(parsed) about what was typed.
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

  /** Shows what the address seems to say before the engine is there to read it. */
  preview(schema) {
    try {
      const pairs = preview(location.hash, schema);
      this.#experiment = experimentOf(pairs);
      this.#view = viewOf(pairs);
      this.#show();
    } catch (error) {
      console.error(error); // the link is opened all the same
    }
  }

  /** Runs what the address says. */
  visit() {
    return this.#run(asked(), { entry: here(), address: true });
  }

  /** Runs what a link says, with the view keys in stays where it has none; entry is "push" or "replace". */
  open(link, entry, stays = new Map()) {
    return this.#run(over(link, join(stays)), { entry: entry === "replace" ? here() : entry });
  }

  #run(link, how) {
    clearTimeout(this.#timer);
    this.#draft = null;
    this.#opened = link;
    return this.runs.run(link, how);
  }

  /** The engine has read the link of the run that begins now. */
  parsed(parsed, { entry, address }) {
    const before = this.experiment;
    this.#opened = null;
    this.#take(parsed);
    if (address) keep(parsed.query);
    remember(this.fragment, this.experiment === before && entry === "push" ? here() : entry);
    this.on.read(parsed);
  }

  /** Back, Forward or a hand-edited address. Runs only if the experiment, or what it promises, is another one. */
  async travel() {
    const entry = here();
    const link = asked();
    clearTimeout(this.#timer);
    this.#draft = null;
    const parsed = await this.runs.parse(link);
    if (!parsed) return;
    const promised = parsed.digest !== "" && parsed.digest !== this.#digest;
    if (promised || this.#differs(parsed)) this.#run(link, { entry, address: true });
    else this.#look(parsed, entry);
  }

  /**
   * Changes the keys that a link names; resolves when the change is shown or its run begins. While one change is on its
   * way, those that come meanwhile are one: a slider of somebody else's page may move ten thousand times.
   */
  set(link) {
    const text = String(link);
    const pairs = PLAIN.test(text) ? split(text) : null;
    const last = this.#wishes.at(-1);
    if (pairs && last?.pairs) {
      for (const [key, value] of pairs) last.pairs.set(key, value);
      return last.done;
    }
    const wish = { text, pairs, entry: here() };
    wish.done = new Promise((resolve, reject) => Object.assign(wish, { resolve, reject }));
    this.#wishes.push(wish);
    if (!this.#granting) this.#grant();
    return wish.done;
  }

  async #grant() {
    this.#granting = true;
    while (this.#wishes.length) {
      const { text, pairs, entry, resolve, reject } = this.#wishes.shift();
      await this.#set(pairs ? join(pairs) : text, entry).then(resolve, reject);
    }
    this.#granting = false;
  }

  async #set(link, entry) {
    const changed = over(link, this.#opened ?? join(this.#experiment, this.#view));
    const parsed = await this.runs.parse(changed);
    if (!parsed) return;
    const { named } = parsed;
    if (!named.every(isView) && this.#differs(parsed)) this.#run(changed, { entry: "push" });
    else {
      const said = [...viewOf(split(parsed.fragment))].filter(([key]) => named.includes(key));
      // The engine's fragment leaves out a view key at its default, so what is set is taken away first.
      this.#view = new Map([...[...this.#view].filter(([key]) => !named.includes(key)), ...said]);
      this.#show();
      this.on.read(parsed);
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
    const link = over(join(draft, this.#view));
    const parsed = await this.runs.parse(link);
    if (!parsed || this.#draft !== draft) return;
    this.on.objections(parsed);
    if (parsed.problems.length) return; // what is typed stays, and so does the last good experiment
    if (this.#differs(parsed)) this.#run(link, { entry: "push" });
    else {
      this.#draft = null;
      this.#show();
    }
  }

  /**
   * A view key changed: nothing is computed again. An undefined value takes the key away. Where that is a step to
   * another place of the page, Back undoes it.
   */
  look(key, value) {
    const step = STEPS.has(key) && this.#view.get(key) !== value;
    if (step) remember(this.fragment, here()); // with what a hand has just moved
    if (value === undefined) this.#view.delete(key);
    else this.#view.set(key, value);
    if (step) remember(this.fragment, "push");
    else rememberSoon(() => this.fragment);
  }

  // Whether an experiment is another one than the one that is, or will be, computed: while a link waits to be read, the
  // one that is shown is about to go, so that whatever is asked for must be run.
  #differs({ fragment }) {
    return this.#opened !== null || join(experimentOf(split(fragment))) !== this.experiment;
  }

  // The same experiment seen otherwise.
  #look(parsed, entry) {
    if (this.#digest && !parsed.digest) this.on.unpromised();
    this.#take(parsed);
    keep(parsed.query);
    this.on.read(parsed);
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
}
