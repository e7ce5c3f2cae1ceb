// The dialog of one's own networks and data: what was brought, what was found in it, what a link is missing. The engine
// is handed numbers; the files themselves stay on the shelf.

import { element } from "../dom.js";
import { whole } from "../format.js";
import { join } from "../link.js";
import { found } from "./found.js";
import { answer, identify, look } from "./reader.js";
import { Shelf } from "./shelf.js";

const MOST = 8; // networks of an experiment
const GROUPS = { relu: "wm,group", tanh: "wm,group" }; // whose units may also be scaled or negated without a change

const size = (bytes) =>
  bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

/** What files are called, as a link has it: a name and its bytes, and so on. */
const names = (files) =>
  files.map(({ name, size: bytes }) => `${name.replace(/[^A-Za-z0-9.-]+/g, "-").slice(-40)}_${bytes}`).join("_");

const style = new URL("own.css", import.meta.url).href;

export class Panel {
  #shelf = new Shelf();
  #data = []; // files of examples
  #models = []; // files of networks, A's first
  #looks = { data: null, models: null }; // what was found, or {error}
  #label = 0;
  #wanted = null; // what the link is about and is not here
  #trouble = []; // about files that are neither
  #turn = Promise.resolve(); // until what was taken before is read
  #count = 0; // of looks, the last of which counts

  /**
   * on: experiment() the keys that the page stands at, as a Map; options(key) what a choice takes; open(fragment) runs
   * a link; again() runs the one that is open; parcel(bytes) is for the engine; view() the view's keys as a Map.
   */
  constructor(on) {
    this.on = on;
    document.head.append(element("link", { rel: "stylesheet", href: style }));
    this.body = element("div", { className: "own-body" });
    this.dialog = element(
      "dialog",
      { id: "own", className: "keys-dialog own", "aria-labelledby": "own-title" },
      element(
        "div",
        { className: "keys-head" },
        element("h2", { id: "own-title" }, "Your own networks and data"),
        element(
          "form",
          { method: "dialog" },
          element("button", { className: "quiet icon", "aria-label": "Close" }, "×"),
        ),
      ),
      this.body,
    );
    document.body.append(this.dialog);
  }

  /** Opens the dialog; wants is what a link is missing. */
  open(wants = null) {
    this.#wanted = wants;
    this.#show();
    if (!this.dialog.open) this.dialog.showModal();
  }

  /** Takes files, tells what they are and looks into them; one handful after the other. */
  take(list) {
    this.open(this.#wanted);
    this.dialog.setAttribute("aria-busy", "true");
    this.#turn = this.#turn.then(() => this.#take(list)).finally(() => this.dialog.setAttribute("aria-busy", "false"));
    return this.#turn;
  }

  async #take(list) {
    this.#trouble = [];
    const fresh = [];
    for (const file of list) {
      this.#say(`Reading ${file.name} …`);
      try {
        const read = await identify(file.name, file);
        if (read.error) this.#trouble.push(read.error);
        else fresh.push({ ...read, file });
      } catch ({ message }) {
        this.#trouble.push(`${file.name}: ${message}`);
      }
    }
    for (const entry of fresh) this.#shelf.add(entry);
    if (this.#wanted && (await this.#complete(fresh))) return;
    const data = fresh.filter(({ models }) => !models);
    // Images and labels may come one after the other.
    if (data.length) this.#data = this.#looks.data?.error ? [...this.#data, ...data] : data;
    this.#models = [...this.#models, ...fresh.filter(({ models }) => models)].slice(-MOST);
    await this.#look();
  }

  // Whether all that the link wants is here now: then it runs. Files that are not of it are told from those that are.
  async #complete(fresh) {
    const shorts = this.#wanted.flatMap(({ files }) => files);
    for (const { name, short } of fresh)
      if (!shorts.includes(short))
        this.#trouble.push(
          `${name} is not a file of this link: its SHA-256 begins with ${short}, those of the link with ` +
            `${shorts.join(", ")}.`,
        );
    if (!(await this.#shelf.find(shorts))) return false;
    this.#wanted = null;
    this.dialog.close();
    this.on.again();
    return true;
  }

  async #look() {
    const mine = ++this.#count;
    const looking = (models, files) =>
      files.length > (models ? 1 : 0)
        ? look(models, files, this.#label).catch(({ message }) => ({ error: message }))
        : null;
    this.#say("Looking into the files …");
    const [data, models] = await Promise.all([looking(false, this.#data), looking(true, this.#models)]);
    if (mine !== this.#count) return;
    this.#looks = { data, models };
    this.#show();
  }

  /** Hands the engine what an experiment wants; false if files are missing. */
  async supply(wants) {
    for (const want of wants) {
      const files = await this.#shelf.find(want.files);
      if (!files) return false;
    }
    for (const want of wants) await answer(want, await this.#shelf.find(want.files), this.on.parcel);
    return true;
  }

  /** Fetches files that are wanted from addresses on the page's own host, and refuses others. */
  async fetch(addresses, wants) {
    const shorts = wants.flatMap(({ files }) => files);
    for (const address of addresses.split(",").filter(Boolean)) {
      const url = new URL(decodeURIComponent(address), document.baseURI);
      const response = await fetch(url).catch(() => null);
      if (!response?.ok) throw new Error(`${url.href} could not be fetched (${response?.status ?? "not allowed"})`);
      const file = await response.blob();
      const name = url.pathname.split("/").at(-1);
      const read = await identify(name, file);
      if (!shorts.includes(read.short))
        throw new Error(
          `${url.href} is not a file of this link: its SHA-256 begins with ${read.short}, those of the link with ` +
            `${shorts.join(", ")}`,
        );
      this.#shelf.add({ ...read, file });
    }
  }

  #say(text) {
    this.body.querySelector(".own-said")?.replaceChildren(text);
  }

  #show() {
    const input = element("input", { type: "file", multiple: true, id: "own-files" });
    input.addEventListener("change", () => this.take([...input.files]));
    const told = element("div", { className: "own-trouble", role: "alert" });
    told.append(...this.#trouble.map((text) => element("p", {}, text)));
    this.body.replaceChildren(
      element(
        "p",
        {},
        "Nothing leaves this browser: files are read here, in a worker of this page. Drop them anywhere on the page, " +
          "or choose them: two to eight networks (safetensors, npz, PyTorch’s .pt of a state_dict), data (CSV, " +
          "MNIST’s IDX, npz, npy), or both.",
      ),
      element("label", { className: "own-choose", for: "own-files" }, "Networks and data ", input),
      element("p", { className: "own-said", role: "status" }),
      told,
      ...this.#missing(),
      ...found("Networks", this.#looks.models, this.#models, (files) => this.#set("models", files)),
      ...found("Data", this.#looks.data, this.#data, (files) => this.#set("data", files)),
      ...this.#asked(),
    );
    this.#list();
  }

  #set(kind, files) {
    if (kind === "models") this.#models = files;
    else this.#data = files;
    this.#look();
  }

  // What the link is about, by name and size as far as it says them, and hash.
  #missing() {
    if (!this.#wanted) return [];
    const called = (this.on.view().get("view.names") ?? "").split("_");
    const shorts = this.#wanted.flatMap(({ files }) => files);
    const lines = shorts.map((short, k) => {
      const [name, bytes] = called.slice(2 * k, 2 * k + 2);
      const say = name && Number(bytes) ? `${name}, ${size(Number(bytes))}, ` : "";
      const here = this.#shelf.has(short) ? " — here" : " — missing";
      return element("li", {}, `${say}SHA-256 ${short}…${here}`);
    });
    return [
      element("h3", {}, "Files of this link"),
      element("p", {}, "The link names them and does not hold them. Bring them along, and it runs."),
      element("ul", { className: "own-missing" }, ...lines),
    ];
  }

  // What files do not say, and the button that runs them.
  #asked() {
    const { data, models } = this.#looks;
    const good = [data, models].filter((l) => l && !l.error);
    if (!good.length || data?.error || models?.error) return [];
    const now = this.on.experiment();
    const select = (key, label, value) => {
      const options = this.on.options(key).map(({ name, label: text }) => element("option", { value: name }, text));
      const input = element("select", { id: `own-${key}` }, ...options);
      input.value = value;
      return element("label", { className: "own-ask" }, label, input);
    };
    const number = (key, label, value) =>
      element(
        "label",
        { className: "own-ask" },
        label,
        element("input", { id: `own-${key}`, type: "text", inputMode: "numeric", value }),
      );
    const rows = [];
    const keys = new Map(data ? data.keys.map(({ name, value }) => [name, value]) : []);
    if (models) rows.push(select("act", "Activation of hidden units (it is not in the files)", now.get("act")));
    if (data) {
      if (this.on.options("inputs").length)
        rows.push(select("inputs", "Inputs are scaled", keys.get("inputs") ?? now.get("inputs")));
      if (!data.images) {
        const column = number("label", "Column of the labels (0: found by itself)", String(this.#label));
        column.querySelector("input").addEventListener("change", ({ target }) => {
          this.#label = Number(target.value) || 0;
          this.#look();
        });
        rows.push(column);
      }
      rows.push(
        number("n", "Examples for training", keys.get("n")),
        number("nt", "Examples for testing", keys.get("nt")),
      );
    }
    if (models)
      rows.push(
        element(
          "p",
          { className: "own-note" },
          "The last layer’s outputs are taken for logits, one for each class. A last layer of softmax or " +
            "log-softmax has no weights and changes no accuracy.",
        ),
      );
    if (models && !data && now.get("data") !== "file")
      rows.push(
        element(
          "p",
          { className: "own-note" },
          `Without data of your own the networks are measured on the task that the page stands at, ${now.get("data")}.`,
        ),
      );
    const keep = element("input", { type: "checkbox", id: "own-keep" });
    const run = element("button", { type: "button", className: "primary", id: "own-run" }, "Run");
    run.addEventListener("click", () => this.#run(keep.checked));
    return [
      element("div", { className: "own-asks" }, ...rows),
      element("label", { className: "own-keep" }, keep, " Keep these files in this browser, for the next visit"),
      run,
    ];
  }

  async #run(keep) {
    const { data, models } = this.#looks;
    const pairs = new Map(this.on.experiment());
    const value = (key) => this.body.querySelector(`#own-${key}`)?.value.trim();
    const files = [...(data ? this.#data : []), ...(models ? this.#models : [])];
    for (const key of ["digest", "models", "files"]) pairs.delete(key);
    for (const l of [models, data]) for (const { name, value: text } of l?.keys ?? []) pairs.set(name, text);
    for (const key of ["act", "inputs", "label", "n", "nt"]) if (value(key)) pairs.set(key, value(key));
    if (models) pairs.set("match", GROUPS[pairs.get("act")] ?? "wm");
    pairs.set("view.names", names(files));
    if (keep)
      try {
        await this.#shelf.keep(files.map(({ short }) => short));
      } catch ({ message }) {
        this.#trouble = [`The browser does not keep the files: ${message}`];
        return this.#show();
      }
    this.#wanted = null;
    this.dialog.close();
    this.on.open(join(pairs));
  }

  // What the browser keeps.
  async #list() {
    const kept = await this.#shelf.kept();
    if (!kept.length) return;
    const lines = kept.map(({ name, size: bytes, short, models }) => {
      const use = element("button", { type: "button" }, "Use");
      use.addEventListener("click", async () => {
        const [entry] = await this.#shelf.find([short]);
        if (models) this.#models = [...this.#models, entry].slice(-MOST);
        else this.#data = [entry];
        this.#look();
      });
      const remove = element("button", { type: "button", "aria-label": `Remove ${name}` }, "Remove");
      remove.addEventListener("click", async () => {
        await this.#shelf.remove(short);
        line.remove();
      });
      const line = element("li", {}, `${name}, ${whole(bytes)} bytes, ${short}… `, use, " ", remove);
      return line;
    });
    this.body.append(element("h3", {}, "Kept in this browser"), element("ul", { className: "own-kept" }, ...lines));
  }
}
