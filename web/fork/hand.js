// The hand on the machine: after which step B leaves A's training. Every fork is computed once, and moving the hand
// chooses which of them the figures show. At its left end stands init, B with other first weights.

import { element } from "../dom.js";
import { Steps, stepsOf } from "../steps.js";

const INIT = "init";

export class Hand extends Steps {
  // What is played step by step: both trainings, over the plane through the fork, A and B.
  film = {
    name: "Training, step by step",
    group: "The training",
    play: "Play the training",
    back: "One step back",
    forward: "One step on",
    both: "Training one step back, on",
    range: "Steps of training shown",
    where: (step) => `step ${step}`,
    beat: 150, // ms from one step to the next
    paces: [0.5, 1, 2, 4],
  };

  constructor(root, schema, edit) {
    super(root, schema, { key: "view.fork", symbol: "k", words: "when B leaves A’s training" }, edit);
    const [toggle, player] = ["#search-toggle", "#search"].map((part) => root.querySelector(part));
    this.root.append(element("div", { className: "lambda-choose" }, toggle), player);
  }

  /** The name of the parting that is shown. */
  get method() {
    return this.place?.name ?? INIT;
  }

  /** The names of the partings that can be shown. */
  get offered() {
    return this.places.length ? this.places.map(({ name }) => name) : [INIT];
  }

  valueOf(name) {
    return name === INIT ? "-1" : name;
  }

  /** Shows what the view key says, for the forks of a whole experiment. */
  show(experiment, view) {
    const forks = stepsOf(this.of("forks", experiment));
    const step = Number(this.of(this.key, view));
    // As firstpage.Shown has it, for all to show the same: the nearest fork, the earlier of two.
    let at = 0;
    if (step >= 0)
      forks.forEach((fork, i) => {
        if (at === 0 || Math.abs(fork - step) < Math.abs(forks[at - 1] - step)) at = i + 1;
      });
    const parting = (k) => ({
      name: String(k),
      value: String(k),
      end: String(k),
      short: `step ${k}`,
      long: `B leaves A’s training after step ${k}`,
    });
    const init = { name: INIT, value: "-1", end: INIT, short: INIT, long: "B with other first weights" };
    this.stand([init, ...forks.map(parting)], at);
  }
}
