// The dialog of one's own networks and data: what was brought, what was found in it, what a link is missing. The engine
// is handed numbers; the files themselves stay on the shelf.

import { element } from "../dom.js";
import { whole } from "../format.js";
import { join } from "../link.js";
import { found } from "./found.js";
import { answer, identify, look } from "./reader.js";
import { MOST, addresses, amount, download } from "./remote.js";
import { Shelf } from "./shelf.js";

const NETWORKS = 8; // of an experiment, at most
const GROUPS = { relu: "wm,group", tanh: "wm,group" }; // whose units may also be scaled or negated without a change

/** What files are called, as a link has it: a name and its bytes, and so on. */
const names = (files) =>
  files.map(({ name, size: bytes }) => `${name.replace(/[^A-Za-z0-9.-]+/g, "-").slice(-40)}_${bytes}`).join("_");

const stranger = ({ name, short }, shorts) =>
  `${name} is not a file of this link: its SHA-256 begins with ${short}, those of the link with ${shorts.join(", ")}`;

const style = new URL("own.css", import.meta.url).href;

export class Panel {
  #shelf = new Shelf();
  #data = []; // files of examples
  #models = []; // files of networks, A's first
  #looks = { data: null, models: null }; // what was found, or {error}
  #label = 0;
  #wanted = null; // what the link is about and is not here
  #trouble = []; // about files that are neither
  #stop = new AbortController(); // ends what is fetched from elsewhere
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
    // The event may come when the dialog is open again.
    this.dialog.addEventListener("close", () => this.dialog.open || this.#stop.abort());
    document.body.append(this.dialog);
  }

  /** Opens the dialog; wants is what a link is missing. */
  open(wants = null) {
    this.#wanted = wants;
    if (!this.dialog.open) this.#trouble = [];
    this.#show();
    if (!this.dialog.open) this.dialog.showModal();
  }

  /** The page is about to open anew: leaves it the files. */
  leave() {
    return this.#shelf.leave();
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
    this.#models = [...this.#models, ...fresh.filter(({ models }) => models)].slice(-NETWORKS);
    await this.#look();
  }

  // Whether all that the link wants is here now: then it runs. Files that are not of it are told from those that are.
  async #complete(fresh) {
    const shorts = this.#wanted.flatMap(({ files }) => files);
    for (const entry of fresh) if (!shorts.includes(entry.short)) this.#trouble.push(`${stranger(entry, shorts)}.`);
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

  /** The hosts that the open link says have its files, other than the page's own. */
  elsewhere() {
    return [...new Set(this.#addresses.flatMap(({ own, host }) => (own ? [] : [host])))];
  }

  /**
   * Fetches the files of the open link that are on the page's own host, and hands the engine what is wanted; false if
   * files are missing still. Of files on another host it says so: they are the visitor's to fetch.
   */
  async near(wants) {
    const shorts = wants.flatMap(({ files }) => files);
    for (const address of this.#addresses) if (address.own) this.#shelf.add(await this.#download(address, shorts));
    if (await this.supply(wants)) return true;
    if (this.elsewhere().length) throw new Error(`This link is about files that are not here. ${this.#offer()}`);
    return false;
  }

  /** Fetches the files that the link is missing from another host, because the visitor said so, and runs the link. */
  async fetchFrom(host) {
    const shorts = (this.#wanted ?? []).flatMap(({ files }) => files);
    const { signal } = (this.#stop = new AbortController());
    const fresh = [];
    this.#trouble = [];
    this.#show();
    this.dialog.setAttribute("aria-busy", "true");
    for (const address of this.#addresses.filter(({ own, host: its }) => !own && its === host))
      try {
        fresh.push(await this.#download(address, shorts, signal));
      } catch ({ message }) {
        if (!signal.aborted) this.#trouble.push(`${message}.`);
      }
    for (const entry of fresh) this.#shelf.add(entry);
    this.dialog.setAttribute("aria-busy", "false");
    if (!signal.aborted && this.#wanted && !(await this.#complete(fresh))) this.#show();
  }

  // A file at an address, which must be one of those.
  async #download(address, shorts, signal) {
    const { name, host } = address;
    const most = Math.max(0, ...this.#named.map(({ bytes }) => bytes)) || MOST;
    const told = (got) => this.#say(`Fetching ${name} from ${host} … ${amount(got)}`);
    const file = await download(address, { most, signal, told });
    const read = await identify(name, file);
    if (shorts.includes(read.short)) return { ...read, file };
    throw new Error(read.error || stranger(read, shorts));
  }

  get #addresses() {
    return addresses(this.on.view().get("view.from") ?? "");
  }

  // What the link says that its files are called, and how many bytes they have.
  get #named() {
    const said = (this.on.view().get("view.names") ?? "").split("_");
    const named = [];
    for (let k = 0; k + 1 < said.length; k += 2) named.push({ name: said[k], bytes: Number(said[k + 1]) || 0 });
    return named;
  }

  #offer() {
    const [hosts, several] = [this.elsewhere().join(" and "), this.elsewhere().length > 1];
    return (
      `It says that they are at ${hosts}, ${several ? "other hosts" : "another host"} than this page’s. Nothing was ` +
      `fetched from there: ask for it, and ${several ? "they see" : "it sees"} your network address and this page’s ` +
      "host, and nothing of what you do here."
    );
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
      element("div", { className: "own-shelf" }),
      ...this.#foot(),
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
    const called = this.#named;
    const shorts = this.#wanted.flatMap(({ files }) => files);
    const lines = shorts.map((short, k) => {
      const { name, bytes } = called[k] ?? {};
      const say = name && bytes ? `${name}, ${amount(bytes)}, ` : "";
      const here = this.#shelf.has(short) ? " — here" : " — missing";
      return element("li", {}, `${say}SHA-256 ${short}…${here}`);
    });
    return [
      element("h3", {}, "Files of this link"),
      element("p", {}, "The link names them and does not hold them. Bring them along, and it runs."),
      element("ul", { className: "own-missing" }, ...lines),
      ...this.#offered(),
    ];
  }

  // Where else files of the link are, to be fetched from there or to be downloaded by hand.
  #offered() {
    let far = [];
    try {
      far = this.#addresses.filter(({ own }) => !own);
    } catch {
      return []; // the notice says what is wrong with the link
    }
    if (!far.length) return [];
    const lines = far.map(({ url: { href } }) =>
      element("li", {}, element("a", { href, target: "_blank", rel: "noopener noreferrer" }, href)),
    );
    const buttons = this.elsewhere().map((host) => {
      const button = element("button", { type: "button", className: "own-fetch" }, `Fetch from ${host}`);
      button.addEventListener("click", () => this.fetchFrom(host));
      return button;
    });
    return [
      element("p", {}, this.#offer()),
      element("ul", { className: "own-addresses" }, ...lines),
      element("p", {}, ...buttons),
    ];
  }

  // Whether what was brought can be run.
  get #runnable() {
    const looks = Object.values(this.#looks).filter(Boolean);
    return looks.length > 0 && looks.every(({ error }) => !error);
  }

  // What files do not say.
  #asked() {
    if (!this.#runnable) return [];
    const { data, models } = this.#looks;
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
    return [element("div", { className: "own-asks" }, ...rows)];
  }

  // The button that runs what was brought, which stays in sight however long the dialog is.
  #foot() {
    if (!this.#runnable) return [];
    const keep = element("input", { type: "checkbox", id: "own-keep" });
    const run = element("button", { type: "button", className: "primary", id: "own-run" }, "Run");
    run.addEventListener("click", () => this.#run(keep.checked));
    const label = element("label", { className: "own-keep" }, keep, " Keep these files in this browser");
    return [element("div", { className: "own-foot" }, run, label)];
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
        if (models) this.#models = [...this.#models, entry].slice(-NETWORKS);
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
    this.body
      .querySelector(".own-shelf")
      .replaceChildren(element("h3", {}, "Kept in this browser"), element("ul", { className: "own-kept" }, ...lines));
  }
}
