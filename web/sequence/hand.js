// The hand on the machine: the step of training at which A and B are looked at, the column of the heat map, and beside
// it the permutation that is used there, its row. All have been computed; the hand chooses.

import { element } from "../dom.js";
import { Steps, stepsOf } from "../steps.js";

const FOUND = "view.found";
const [LAST, STACKED, NONE] = ["-1", "-2", "-3"]; // as lmc/sequence/keys has them

export class Hand extends Steps {
  keys = ["view.used", FOUND]; // that it is the control of

  #rows = ""; // that can be chosen

  constructor(root, schema, edit) {
    super(root, schema, { key: "view.used", symbol: "t", words: "the step at which A and B are joined" }, edit);
    this.found = element("select", { id: "found" });
    this.found.addEventListener("change", () => this.edit(FOUND, this.found.value));
    const label = element(
      "label",
      { className: "found", "data-help": this.schema.get(FOUND).help },
      element("span", {}, "P found at"),
      this.found,
    );
    this.root.append(element("div", { className: "lambda-choose" }, label));
  }

  /** Shows what the view keys say, for the checkpoints of a whole experiment. */
  show(experiment, view) {
    const last = Number(this.of("steps", experiment));
    const before = stepsOf(this.of("checkpoints", experiment)).filter((step) => step < last);
    const steps = [...new Set([...before, last])].sort((a, b) => a - b); // as keys.Experiment.Kept has them
    // As run.cellOf has it, for all to show the same: of a step that is no checkpoint the last one before it.
    const at = (step) =>
      step < 0
        ? steps.length - 1
        : Math.max(
            0,
            steps.findLastIndex((kept) => kept <= step),
          );
    const value = (step) => (step === last ? LAST : String(step));
    const rows = [
      ...steps.map((step) => [value(step), `step ${step}`]),
      [STACKED, "all steps at once"],
      [NONE, "no P"],
    ];
    if (this.#rows !== rows.join()) {
      this.#rows = rows.join();
      this.found.replaceChildren(...rows.map(([name, text]) => element("option", { value: name }, text)));
    }
    const found = this.of(FOUND, view);
    this.found.value = [STACKED, NONE].includes(found) ? found : value(steps[at(Number(found))]);
    this.stand(
      steps.map((step) => ({
        value: value(step),
        end: String(step),
        short: `step ${step}`,
        long: `A and B at step ${step}`,
      })),
      at(Number(this.of(this.key, view))),
    );
  }
}
