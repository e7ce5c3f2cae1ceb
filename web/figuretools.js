// What stands around the figures and helps to look closer, to keep and to pass on: the figures' tools and tables, the
// search step by step, examples, share, export, shortcuts. Each is a module of its own; here they meet the page.

import { element } from "./dom.js";
import { DataTables } from "./datatables.js";
import { Examples } from "./examples.js";
import { Exports } from "./exports.js";
import { split } from "./link.js";
import { save } from "./save.js";
import { Search } from "./search.js";
import { Share } from "./share.js";
import { Shortcuts } from "./shortcuts.js";
import { Toolbox } from "./toolbox.js";

const $ = (id) => document.getElementById(id);

const PAPER = 700; // CSS pixels between the margins of a page …
const TALL = 560; // … and that figures may take of its height

// Of charts, what is text.
const said = (key, value) => (typeof value === "number" || key === "experiment" ? undefined : value);

const FAILED = "The file could not be made";

export class FigureTools {
  /**
   * page: schema, figures of the first page, defaults (Map of the experiment's keys), canvas, lambda, notices,
   * look(key, value), open(fragment), address() of the link to share, result() → the finished Result or null, lab its
   * laboratory's name, title() of the page, origin() of what leaves it, files() → names of the experiment's files,
   * file(name) → promise of one, answer() to the study shown.
   */
  constructor(page) {
    this.page = page;
    const { schema, figures, canvas, notices, look } = page;
    const keys = new Set(schema.map(({ key }) => key));
    // Every file is named after the experiment, by the laboratory and the digest.
    const named = (name) => ["onebasin", page.lab, page.result()?.digest, name].filter(Boolean).join("-");
    const keep = (name, type, contents) => save(named(name), type, contents);
    const failed = (error) => notices.say("export", `${FAILED}: ${error.message}`, { tone: "warn" });
    const file = async (figure, format) => {
      try {
        const { type, bytes } = await canvas.export(figure, format, { ...this.exports.print, origin: page.origin() });
        keep(`${figure}.${format}`, type, bytes);
      } catch (error) {
        failed(error);
      }
    };
    this.file = file;
    this.tables = null; // once the frame makes files
    this.toolbox = new Toolbox($("stage"), schema, figures, {
      look,
      zoom: (way) => canvas.zoom(way),
      where: () => canvas.figures(),
      table: (figure) => this.tables.open(figure),
      file,
      printed: () => this.exports.printed,
      figures: (list) => this.tables?.offer(list),
    });
    this.search = new Search($("search"), $("search-toggle"), (key) => keys.has(key), look, page.lambda.film);
    this.share = new Share($("share"), $("share-box"), {
      ways: schema.find(({ key }) => key === "view.reveal")?.options ?? [],
      address: page.address,
      verified: () => page.result() !== null,
      entitle: (title) => look("view.title", title),
    });
    this.exports = new Exports($("export"), $("export-menu"), {
      result: page.result,
      names: page.files,
      file: page.file,
      origin: page.origin,
      picture: file,
      cite: () => this.#cite(),
      print: () => this.print(),
      keep,
      failed,
    });
    this.examples = new Examples($("examples"), $("examples-menu"), page.defaults, page.open);
    this.#paper();
    this.shortcuts = new Shortcuts($("keys"), $("shortcuts"), this.#keys(), () => this.#about());
  }

  /** Takes a key pressed in the figures' frame. */
  press(event) {
    this.#printing(event);
    this.shortcuts.press(event);
  }

  /** Explains words, once there is time for it. */
  async explain() {
    const { Words } = await import("./words.js");
    const { figures, answer, lab, studying } = this.page;
    this.words = new Words(lab, {
      sentences: document.querySelectorAll("#sentence, #notes, #digest, [data-study=help], [data-study=said]"),
      lists: [...document.querySelectorAll("[data-words]")],
      line: $("words"),
      shown: () =>
        studying()
          ? { figures: [], text: answer() ? JSON.stringify(answer().charts, said) : "computed when its turn comes" }
          : { figures: figures.map(({ name }) => name), text: "" },
    });
  }

  /** The figures' frame makes files. It is asked again whenever it loads anew; the rest is done once. */
  offer() {
    if (this.tables) return;
    this.tables = new DataTables($("data-tables"), this.page.figures, {
      fetch: async (figure) => new TextDecoder().decode((await this.page.canvas.export(figure, "csv")).bytes),
      save: (figure) => this.file(figure, "csv"),
    });
    this.toolbox.offer();
    this.exports.offer();
  }

  /** The experiment or the view changed from outside. */
  show(experiment, view, title) {
    this.examples.show(experiment);
    this.share.show(title);
    this.look(view);
  }

  /** The view changed from outside. */
  look(view) {
    this.toolbox.show(view);
    this.search.show(view);
  }

  /** What the figures show changed: a result grew, λ moved, another matching or layer was chosen. */
  follow(result, method, from) {
    this.search.result(result, method, from);
    if (result) this.toolbox.place();
    this.tables?.follow();
    this.words?.follow();
  }

  // BibTeX of the experiment and of what the texts about it name: of what it compares and is made of, of the tables, of
  // the study that is shown.
  async #cite() {
    const { references } = await import("./references.js");
    const { schema, result, address, answer, title } = this.page;
    const values = split(result().experiment);
    const chosen = schema.flatMap(({ key, options = [] }) =>
      options.filter(({ name }) => values.get(key)?.split(",").includes(name)),
    );
    const told = [...document.querySelectorAll("#results [data-help]")].map(({ dataset }) => dataset.help);
    const today = new Date().toISOString().slice(0, 10);
    return references(
      { result: result(), link: address(), title: title(), today },
      ...chosen.flatMap(({ help, source }) => [help, source]),
      ...told,
      JSON.stringify(answer() ?? ""),
    );
  }

  /** Prints one page, or saves it as a PDF. */
  async print() {
    const { canvas, address } = this.page;
    const { print } = await import("./print.js");
    const figures = async (how) => (await canvas.export("all", "svg", how)).bytes;
    await print($("print"), { figures, link: address() });
  }

  // The browser's own way to print is taken where it can be, and told what it needs where it cannot.
  #paper() {
    addEventListener("keydown", (event) => this.#printing(event));
    addEventListener("beforeprint", () => {
      const { style } = document.documentElement;
      document.documentElement.toggleAttribute("data-part", this.page.canvas.partial);
      const { offsetWidth: seen, offsetHeight: tall } = $("stage");
      $("print-link").textContent = this.page.address();
      style.setProperty("--seen", `${seen}px`);
      style.setProperty("--tall", `${tall}px`);
      style.setProperty("--fit", Math.min(1, PAPER / Math.max(seen, 1), TALL / Math.max(tall, 1)));
    });
  }

  #printing(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "p") return;
    event.preventDefault();
    this.print();
  }

  // What the page shows, in the words that stand under its figures, and what each figure is.
  #about() {
    const told = document.querySelector(`[data-of="${this.page.lab}"] [data-about]`)?.cloneNode(true);
    told?.removeAttribute("data-about");
    const figures = this.page.figures.map(({ label, what }) =>
      element("div", {}, element("dt", {}, label), element("dd", {}, `${what[0].toUpperCase()}${what.slice(1)}.`)),
    );
    return [...(told ? [told] : []), element("dl", {}, ...figures)];
  }

  #keys() {
    const { lambda } = this.page;
    const move = (by) => this.#slide((x) => x + by);
    const to = (x) => this.#slide(() => x);
    const { search, toolbox } = this;
    const stepping = () => !search.steps.hidden;
    const path = () => lambda.onPath;
    const solid = () => !toolbox.mode.hidden;
    const zooming = () => !toolbox.closer.hidden;
    const methods = () => [...lambda.methods.querySelectorAll("input")];
    const tabs = () => [...$("studies").querySelectorAll(".tabs input")];
    const steps = { "[": -0.01, "]": 0.01, "{": -0.1, "}": 0.1 };
    const ways = { "+": "in", "-": "out", 0: "reset" };
    return [
      [
        "The path",
        [
          [["[", "]"], "λ a hundredth back, on", (key) => move(steps[key]), path],
          [["{", "}"], "λ a tenth back, on", (key) => move(steps[key]), path],
          [["a"], "λ = 0: network A", () => to(0), path],
          [["h"], "λ = ½: half way", () => to(0.5), path],
          [["b"], "λ = 1: B, or π(B)", () => to(1), path],
        ],
      ],
      [
        "The figures",
        [
          [
            ["m"],
            "Next matching",
            () => {
              const all = methods();
              all[(all.findIndex(({ checked }) => checked) + 1) % all.length]?.click();
            },
            () => methods().length > 1,
          ],
          [
            ["l"],
            "Next hidden layer",
            () => {
              lambda.layer.selectedIndex = (lambda.layer.selectedIndex + 1) % lambda.layer.options.length;
              lambda.layer.dispatchEvent(new Event("change"));
            },
            () => !lambda.layer.hidden,
          ],
          [["d"], "Contours or surface", () => toolbox.mode.click(), solid],
          [
            ["+", "-", "0"],
            "Landscape nearer, farther, whole; also the wheel with Ctrl, or two fingers",
            (key) => this.page.canvas.zoom(ways[key]),
            zooming,
          ],
        ],
      ],
      [
        "The tabs",
        [
          [
            ["1", "2", "3", "4", "5", "6"],
            "The landscape, and each study",
            (key) => tabs()[key - 1]?.click(),
            () => tabs().length > 1,
          ],
        ],
      ],
      [
        search.words.group,
        [
          [["p"], "Play or pause", () => search.play(), stepping],
          [[",", "."], search.words.both, (key) => search.go(search.at + (key === "," ? -1 : 1)), stepping],
        ],
      ],
      [
        "The page",
        [
          [["r"], "Run", () => $("run").click()],
          [["s"], "Stop", () => $("stop").click(), () => !$("stop").disabled],
          [
            ["c"],
            "Copy the link",
            async () => {
              const well = await this.share.now();
              this.page.notices.brief(
                "copied",
                well
                  ? "The link is copied."
                  : "This browser does not let the page copy; the link is in the address bar.",
              );
            },
          ],
          [["t"], "Theme", () => $("theme").click()],
          [["?"], "What am I looking at, and these keys", () => this.shortcuts.open()],
        ],
      ],
    ];
  }

  #slide(where) {
    const { range } = this.page.lambda;
    range.value = where(Number(range.value));
    range.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
