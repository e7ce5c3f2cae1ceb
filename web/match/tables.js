// The results as tables: matchers by what matching changed, and the networks themselves. On a narrow screen the table
// of matchers is turned: few matchers stand side by side, and nothing has to be scrolled sideways.

import { element } from "../dom.js";
import { inkOf } from "../inks.js";
import { change, percent, seconds, small, whole } from "../format.js";

// R where γ is, of what has an alignment: a pair or its null.
const alignment = (of, gamma) => of?.alignment?.find((point) => point.gamma === gamma)?.r;

// What is said of a number stands under it in grey.
const under = (text, note) => (note && note !== "–" ? [text, element("span", { className: "null" }, note)] : text);

// So does the null control of a measure: the same matching between two networks that learnt nothing.
const beside = (text, control) => under(text, control === undefined ? undefined : `untrained ${control}`);
const r = (pair, gamma) => beside(small(alignment(pair, gamma)), pair.null && small(alignment(pair.null, gamma)));

const MEASURES = [
  {
    name: "Loss barrier, train",
    help:
      "Highest rise of the training loss on the straight line above the chord of its ends (Entezari et al., arXiv " +
      "2110.06296). About zero means linear mode connectivity.",
    get: (p) => small(p.barrier?.train?.loss),
  },
  {
    name: "Loss barrier, test",
    help:
      "The same on examples that neither network was trained on, and what came of it. Our thresholds: gone at a " +
      "twentieth of what it was without matching, mostly gone at a quarter, smaller at nine tenths; below 0.01 there " +
      "is none. Networks whose training loss is hardly below a guess’s did not learn.",
    get: (p) => under(small(p.barrier?.test?.loss), p.verdict),
    key: true,
  },
  {
    name: "Accuracy barrier, test",
    help: "The chord of the accuracies at the ends minus the accuracy on the way, at its largest.",
    get: (p) => percent(p.barrier?.test?.accuracy),
  },
  {
    name: "Midpoint, test loss",
    help:
      "Rise of the test loss above the chord at λ = ½. It can be negative: the average is then better than its " +
      "parents.",
    get: (p) => small(p.midpoint?.test?.loss),
  },
  {
    name: "Distance ‖A − π(B)‖",
    help:
      "Euclidean distance of all weights and biases before and after matching, in this experiment; in grey, the " +
      "same for untrained networks. Ito et al. (arXiv 2402.04051) report that it falls by 6 to 20 % on their " +
      "networks where the barrier vanishes.",
    get: (p) =>
      p.method === "none" ? small(p.distance?.before) : beside(change(p.distance), p.null && change(p.null.distance)),
  },
  {
    name: "R, γ = 0",
    help:
      "How well the singular vectors of A and π(B) point the same way, all of them counted: 1 for equal, about 0 " +
      "for unrelated networks (Ito et al., arXiv 2402.04051). In grey, the same for untrained networks: what " +
      "matching gets by chance.",
    get: (p) => r(p, 0),
  },
  {
    name: "R, γ = 0.3",
    help:
      "The same for singular vectors whose value is at least 0.3 of the layer’s largest, which decide according to " +
      "Ito et al. (arXiv 2402.04051).",
    get: (p) => r(p, 0.3),
  },
  {
    name: "π(B) ≡ B, max |⁠Δlogit|",
    help:
      "The largest difference between an output of π(B) and of B over the test set: renumbering units must not " +
      "change the function.",
    get: (p) => small(p.functionError),
  },
  {
    name: "Time",
    help: "Seconds that this matching took here.",
    get: (p) => seconds(p.method === "none" ? null : p.seconds),
  },
];

const NETWORK = [
  { name: "Seed", get: (m) => (m.file ? m.file.name : String(m.seed)) },
  { name: "Train loss", get: (m) => small(m.train?.loss) },
  { name: "Train accuracy", get: (m) => percent(m.train?.accuracy) },
  { name: "Test loss", get: (m) => small(m.test?.loss) },
  { name: "Test accuracy", get: (m) => percent(m.test?.accuracy) },
  { name: "Parameters", get: (m) => whole(m.parameters) },
];

const title = ({ name, help }) =>
  help ? element("span", { className: "term", tabIndex: 0, "data-help": help }, name) : name;
const value = (column, row) => element("td", { className: column.key ? "key" : "" }, ...[column.get(row)].flat());

const RECOVERY = {
  name: "Units put back",
  help: "Share of the units of the renumbered copy that matching put back in their places.",
  get: (p) => percent(p.recovery),
};

// rows × columns, or turned; head(row) is a row's own heading.
function fill(table, caption, rows, columns, head, turned) {
  const th = (scope, ...content) => element("th", { scope }, ...content);
  const corner = element("td", {});
  const lines = turned
    ? [
        [corner, ...rows.map((row) => th("col", ...head(row)))],
        ...columns.map((column) => [th("row", title(column)), ...rows.map((row) => value(column, row))]),
      ]
    : [
        [corner, ...columns.map((column) => th("col", title(column)))],
        ...rows.map((row) => [th("row", ...head(row)), ...columns.map((column) => value(column, row))]),
      ];
  const [first, ...others] = lines.map((cells) => element("tr", {}, ...cells));
  table.replaceChildren(
    element("caption", { className: "unseen" }, caption),
    element("thead", {}, first),
    element("tbody", {}, ...others),
  );
}

const dot = (color) => element("span", { className: `dot ${color}`, "aria-hidden": "true" });

export class Tables {
  #result = null;
  #shown = ""; // matcher
  #from = "B"; // and network
  #expected = { models: [], pairs: [] };

  /** Fills the two tables inside root; schema tells the titles of matchers. */
  constructor(root, schema) {
    this.root = root;
    this.names = new Map(schema.find(({ key }) => key === "match").options.map(({ name, label }) => [name, label]));
    this.narrow = matchMedia("(max-width: 899px)");
    this.screen = matchMedia("screen and (max-width: 899px)"); // paper has room for a row a network
    for (const query of [this.narrow, this.screen])
      query.addEventListener("change", () => this.#fill(this.#result ?? {}));
  }

  /** What an experiment will fill: its rows stand empty until they are computed, so that nothing jumps. */
  expect(experiment) {
    const list = (key) => (experiment.get(key) ?? "").split(",").filter(Boolean);
    const methods = new Set(["none", ...list("match")]);
    const brought = experiment.get("models") === "file";
    this.#expected = {
      models: list(brought ? "files" : "seeds").map((of, i) => ({
        name: String.fromCharCode(65 + i),
        ...(brought ? { seed: null, file: { name: `${of}…` } } : { seed: of }),
      })),
      pairs: [...methods].map((method) => ({ from: "B", to: "A", method })),
    };
    if (!this.#result) this.#fill({});
  }

  /** Shows the result of a message of the engine, whole or as far as it has come. */
  show({ result = {}, verdicts = [] }) {
    const pairs = result.pairs?.map((pair, k) => ({ ...pair, verdict: verdicts[k] }));
    this.#fill({ ...result, pairs });
  }

  /** Marks the matcher that is shown, of the network from. */
  look(method, from) {
    if (method === this.#shown && from === this.#from) return;
    [this.#shown, this.#from] = [method, from];
    this.#fill(this.#result ?? {});
  }

  #fill(result) {
    this.#result = result.models || result.pairs ? result : null;
    const models = result.models?.length ? result.models : this.#expected.models;
    const done = result.pairs ?? [];
    const pairs = [
      ...done,
      ...this.#expected.pairs.filter(({ method }) => !done.some((pair) => pair.method === method)),
    ];
    const several = new Set(pairs.map(({ from, to }) => `${from} ${to}`)).size > 1;
    const methods = this.#expected.pairs.map(({ method }) => method);
    const matcher = ({ from, to, method }) => {
      const name = method === "none" ? "No matching" : (this.names.get(method) ?? method);
      return [
        dot(inkOf(method, methods, from === this.#from ? this.#shown : "")),
        several ? `${from} to ${to}, ${name}` : name,
      ];
    };
    const network = ({ name }) => [dot(name === "A" ? "a" : "b"), `Network ${name}`];
    const measures = pairs.some(({ recovery }) => recovery !== undefined) ? [...MEASURES, RECOVERY] : MEASURES;
    fill(
      this.root.querySelector("#pairs"),
      "What each matching changed",
      pairs,
      measures,
      matcher,
      this.narrow.matches,
    );
    fill(this.root.querySelector("#models"), "The trained networks", models, NETWORK, network, this.screen.matches);
    const twins = models.flatMap(({ name, seed }, k) =>
      models
        .slice(0, k)
        .filter((m) => seed !== undefined && seed !== null && m.seed === seed)
        .map(
          (m) =>
            `Networks ${m.name} and ${name} have the same seed, ${seed}: ` +
            `they are one and the same network, trained twice.`,
        ),
    );
    const notes = [
      ...twins,
      ...models.map((m) => m.note && `Network ${m.name}: ${m.note}`),
      ...done.map((p) => p.note && `${p.from} to ${p.to}, ${this.names.get(p.method) ?? p.method}: ${p.note}`),
    ];
    this.root.querySelector("#notes").replaceChildren(...notes.filter(Boolean).map((note) => element("li", {}, note)));
    this.root.querySelector("#digest").textContent = result.digest
      ? `Digest ${result.digest} · build ${result.build}`
      : "";
  }
}
