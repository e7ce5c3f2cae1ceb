// The page is wiring: controls and links change where the experiment stands, the engine computes it, and what comes
// back goes to the sentence, the tables and the figures' frame.

import { BUILD, BYTES, LABS } from "./build.js";
import { FigureTools } from "./figuretools.js";
import { Events, publish } from "./api.js";
import { Canvas } from "./canvas.js";
import { Controls } from "./controls.js";
import { Engine } from "./engine.js";
import { Current } from "./experiment.js";
import { keep, onTravel } from "./history.js";
import { Files } from "./files.js";
import { Host } from "./host.js";
import { enter, handOf, laboratory, shared, tablesOf, visit } from "./labs.js";
import { LambdaBar } from "./lambda.js";
import { Learning } from "./learning.js";
import { changed, join, pageAddress, split } from "./link.js";
import { arrange, room } from "./layout.js";
import { Notices } from "./notices.js";
import { Progress } from "./progress.js";
import { Runs } from "./runs.js";
import { Reveal } from "./reveal.js";
import { throttle } from "./throttle.js";
import { sliders } from "./sliders.js";
import { Studies } from "./studies.js";
import { Theme } from "./theme.js";
import { tooltips } from "./tooltip.js";

const $ = (id) => document.getElementById(id);
// Lets the browser draw and the workers' messages come through between two parts of the start.
const breath = () =>
  new Promise((resolve) => {
    setTimeout(resolve);
  });
const later = () => {
  const made = {};
  made.promise = new Promise((resolve) => {
    made.resolve = resolve;
  });
  return made;
};

const CREW = { least: 1, most: 16, usual: 8 };
const CANVAS_PATIENCE = 15000; // ms after which onebasin.ready no longer waits for the figures

const query = new URLSearchParams(location.search);
const workers = Math.max(
  CREW.least,
  Math.min(
    Number.parseInt(query.get("workers"), 10) || Math.min(navigator.hardwareConcurrency || 2, CREW.usual),
    CREW.most,
  ),
);
const notices = new Notices($("notices"));
const events = new Events();
const host = new Host(BUILD, $("whole"), {
  link: () => address(),
  whole: () => whole(),
  run: (fragment) => current.open(fragment, "push", kept(["view.theme", "view.embed"])),
});
const progress = new Progress($("progress"), { run: $("run"), stop: $("stop"), reset: $("reset") });
const engineReady = later();
const canvasReady = later();
const toolsReady = later(); // the figures' frame may speak before they are there
let result = null; // of the experiment that the address bar holds
let last = null; // the last finished one, as the engine told it
let told = {}; // what the sentence was taken from
let revived = ""; // the experiment that was run once more because the engine had died
let undoable = false; // whether Back leads to the experiment before

let studies = null; // once the schema tells which there are

const TITLE = document.title;
const RELOAD = { label: "Reload", fn: () => location.reload() };

const why = async (...reason) => (await (window.guard?.why(...reason) ?? reason[0])).replace(/\.$/, "");
const checkBuild = (part, build) => build && build !== BUILD && notices.stale(part, build, BUILD);

const lab = laboratory(location);
const PROGRAM = `engine-${lab.name}.wasm`;

const engine = new Engine(
  { build: BUILD, program: PROGRAM, labs: LABS.map(({ name }) => name), workers, simd: query.get("simd") !== "0" },
  {
    message(t, s, bytes) {
      if (t === "study") {
        const told = JSON.parse(s);
        if (last && told.files) last.files = told.files; // networks that it made are among them
        return studies?.told(told);
      }
      if (t === "file") return files.told(JSON.parse(s), bytes);
      if (t !== "ready") return runs.receive(t, s, bytes);
      const ready = JSON.parse(s);
      window.guard?.started();
      checkBuild("engine", ready.build);
      $("status").textContent =
        `Build ${ready.build} · ${ready.simd ? "SIMD" : "scalar"} kernels · ` +
        `${ready.workers} ${ready.workers === 1 ? "worker" : "workers"}`;
      if (!runs.running) progress.rest("waiting");
      engineReady.resolve(ready);
    },
    loading(program, bytes) {
      const part = Math.min(1, bytes / BYTES[program === "engine" ? PROGRAM : "lab.wasm"]) || 0;
      if (program === "engine") progress.load(part);
      else $("coming").querySelector("progress").value = part;
    },
    drawing: async ({ program, error }) =>
      canvas.program(program ? { program } : { error: await why(error, "lab.wasm") }),
    async scalar(reason) {
      const said = await why(reason, "kernel.wasm");
      notices.say(
        "scalar",
        `The fast kernels cannot be used here (${said}). The scalar ones give the same bits, only more slowly.`,
      );
    },
    crashed(why) {
      runs.crashed(why);
      files.lost();
      canvas.load(); // the figures' channel ended with the old lead
      if (!runs.running) again(why);
    },
    silent() {
      notices.say(
        "silent",
        "A worker of the engine ended without a word, perhaps for want of memory. Another does its work again.",
      );
    },
    async gone(reason) {
      unanswered();
      runs.unavailable(`The engine stopped as it started (${await why(reason, PROGRAM)}).`);
    },
  },
);

const learning = new Learning($("learning"));

// One's own networks and data: what reads and shows them is fetched when somebody brings a file, or a link needs one.
let panel = null;
const own = () =>
  (panel ??= import("./own/panel.js").then(
    ({ Panel }) =>
      new Panel({
        experiment: () => new Map([...controls.experiment, ...split(current.experiment)]),
        view: () => split(current.view),
        options: (key) => schema.find((row) => row.key === key)?.options ?? [],
        open: (fragment) => current.open(fragment, "push", kept(["view.theme", "view.lambda"])),
        again: () => current.open(current.fragment, "replace"),
        parcel: (bytes) => engine.parcel(bytes),
      }),
  ));

// Opens the page on another laboratory, which has the session's files, too.
async function away(fragment, entry) {
  await panel?.then((dialog) => dialog.leave()).catch(() => {}); // they are asked for there
  visit(fragment, entry);
}

// Whether a link names the files that it is about.
const named = (wants) => wants.every(({ files, models }) => (files ?? []).length >= (models ? 2 : 1));

let hosts = []; // other than the page's own, where a link says that files are which are missing

async function bringing(wants, { list, host } = {}) {
  try {
    const dialog = await own();
    if (list) await dialog.take(list);
    else dialog.open(wants);
    if (host) await dialog.fetchFrom(host);
  } catch (error) {
    panel = null; // the network may be back at the next try
    notices.say("own", `Your files cannot be read here: ${await why(error.message, "own/panel.js")}.`, { tone: "bad" });
  }
}

// Files may be dropped anywhere, also over the figures, whose frame hands them on.
const carried = ({ dataTransfer }) => dataTransfer?.types.includes("Files");
addEventListener("dragover", (event) => carried(event) && event.preventDefault());
addEventListener("drop", (event) => {
  if (!carried(event)) return;
  event.preventDefault();
  bringing(null, { list: [...event.dataTransfer.files] });
});

const files = new Files((text) => engine.send("file", text));

const runs = new Runs(engine, {
  elsewhere(parsed, how) {
    if (how.address) keep(parsed.query);
    away(parsed.fragment, how.entry);
  },
  parsed(parsed, how) {
    result = null;
    notices.clear("error");
    notices.clear("digest");
    undoable = how.entry === "push";
    lambda.compares(parsed.methods);
    current.parsed(parsed, how);
    progress.start();
    learning.end();
    studies.wait();
    stale(last !== null);
  },
  learning: (message, bytes) => learning.show(message, bytes),
  progress(message) {
    progress.show(message);
    events.emit("progress", message);
  },
  stage(message) {
    learning.end(); // every stage begins with networks that are trained
    // What is found out when all else is done, such as the barrier of every restart.
    if (result && message.result) [result, last] = [message.result, { ...last, result: message.result }];
    say(message);
    if (message.result) {
      tables.show(message);
      stale(false);
    }
    events.emit("stage", message);
  },
  result(message) {
    result = message.result;
    last = message;
    finished(message);
    notices.reproduced(message.reproduced, message.note);
    progress.rest("done", result.seconds ? `in ${result.seconds.total.toFixed(1)} s` : "");
    studies.finished();
    events.emit("result", result);
  },
  async wanting(wants) {
    hosts = [];
    if (!named(wants)) return false;
    const panel = await own();
    if (await panel.supply(wants)) return true;
    hosts = panel.elsewhere();
    return panel.near(wants);
  },
  failed(error) {
    const refused = error.where === "before the start" && undoable;
    const undo = refused ? { label: "Undo", fn: () => history.back() } : runs.dead ? RELOAD : undefined;
    const wants = error.wants && named(error.wants) ? error.wants : null;
    const choose = { label: "Choose files", fn: () => bringing(wants) };
    const get = hosts.map((host) => ({ label: `Fetch from ${host}`, fn: () => bringing(wants, { host }) }));
    const action = error.wants ? [...get, choose] : undo;
    notices.say("error", error.message[0].toUpperCase() + error.message.slice(1), { tone: "bad", action });
    standStill("failed");
    events.emit("error", { message: error.message, where: error.where });
  },
  cancelled: () => standStill("stopped"),
});

// The engine died after it had finished, and knows of no experiment any more: the one that is shown runs once more.
function again(why) {
  if (!result || result.experiment === revived) return unanswered();
  revived = result.experiment;
  notices.say("again", `The engine stopped (${why}) and was started again. The experiment runs once more.`);
  current.go();
}

function unanswered() {
  studies?.lose("The experiment was not finished; run it first.");
}

// What the last finished run said stays in sight, marked as such, when another did not get to its end; figures show how
// far that came.
function standStill(state) {
  unanswered();
  learning.end();
  progress.rest(state, last ? "Sentence and tables are of the last finished run." : "");
  if (!last) return;
  finished(last);
  stale(true);
}

/** Marks sentence and tables as of an earlier experiment than the controls say. */
function stale(yes) {
  document.body.classList.toggle("stale", yes);
}

// The finding is told of the matching that is shown.
function say(message) {
  told = message;
  const sentence = reveal.hidden ? "" : (message.sentences?.[lambda.answer] ?? message.sentence);
  if (sentence && $("sentence").textContent !== sentence) $("sentence").textContent = sentence;
  tools.follow(message.result, lambda.method, lambda.from);
}

function finished(message) {
  say(message);
  tables.show(message);
  stale(false);
}

const current = new Current(runs, {
  shown(experiment, view) {
    controls.show(new Map([...experiment, ...view]));
    const whole = new Map([...controls.defaults, ...experiment]);
    tables.expect(whole);
    host.show(view.get("view.embed") ?? "");
    host.moved();
    reveal.show(view.get("view.reveal") ?? "");
    theme.show(view.get("view.theme") ?? "auto");
    canvas.view(seen());
    follow();
    tools.show(whole, view, entitle(view));
  },
  read: (parsed) => notices.read(parsed),
  unpromised: () => notices.clear("digest"),
  objections: ({ problems }) => notices.read({ problems: controls.object(problems), notes: [] }),
});

const decode = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

function entitle(view) {
  const title = decode(view.get("view.title") ?? "");
  $("title").textContent = title;
  $("title").hidden = !title;
  document.title = title ? `${title} — One Basin` : TITLE;
  return title;
}

// What the figures show of the view: while the answer is hidden the figure that asks, alone.
function seen() {
  const view = split(current.view);
  if (!reveal.hidden) return current.view;
  view.delete("view.study");
  view.set("view.embed", lab.figures.find(({ asks }) => asks)?.name ?? lab.figures[0]?.name ?? "all");
  return join(view);
}

function look(key, value) {
  current.look(key, value);
  if (key === "view.title") entitle(split(current.view));
  canvas.view(seen());
  if (key === "view.lambda") say(told);
  else if (key !== "view.step" || !lambda.film) follow(); // beside a film nothing changes
  host.moved();
}

// What stands beside the figures follows what is looked at; which matching that is, all ask the hand on the machine.
function follow() {
  lambda.show(new Map([...controls.defaults, ...split(current.experiment)]), split(current.view));
  studies.show(split(seen()), lambda.answer);
  tables.look(lambda.method, lambda.from);
  say(told);
}

// While a hand moves the figures, what stands beside them follows a few times a second: the page is painted anew for
// it.
const beside = throttle(200, () => {
  const view = split(current.view);
  lambda.show(split(current.experiment), view);
  studies.show(split(seen()), lambda.answer);
  tools.look(view);
});

const usual = new Map(); // value of every key, which an address leaves out

const canvas = new Canvas($("lab"), BUILD, {
  connect: (port) => engine.send("lab", undefined, [port]),
  view(fragment) {
    const moved = split(fragment);
    for (const [key, change] of moved) {
      const value = changed(split(current.view).get(key), change);
      current.look(key, value === usual.get(key) ? undefined : value);
    }
    if (moved.has("view.lambda")) lambda.slide(moved.get("view.lambda"));
    const settings = [...moved.keys()].some((key) => studies.has(key));
    const asked = moved.has("view.study") || (settings && studies.name !== "");
    if (asked || settings) canvas.view(seen()); // what was touched on a chart leads to a study, or changes it
    if (moved.has("view.method") || asked) follow();
    beside();
    host.moved();
  },
  placed: () => toolsReady.promise.then(() => tools.toolbox.place()),
  exports: () => toolsReady.promise.then(() => tools.offer()),
  zoomed: (...how) => toolsReady.promise.then(() => tools.toolbox.zoomed(...how)),
  steps: (state) => toolsReady.promise.then(() => tools.search.told(state)),
  key: (event) => toolsReady.promise.then(() => tools.press(event)),
  files: (list) => bringing(null, { list }),
  say: (text) => {
    $("said").textContent = text;
  },
  ready(info) {
    checkBuild("figures", info.build);
    notices.clear("canvas");
    document.body.classList.remove("no-canvas");
    $("coming").hidden = true;
    canvasReady.resolve(info);
  },
  taken() {
    notices.say("taken", "The page around this one led the figures’ frame elsewhere. They are drawn anew.");
  },
  fatal(message) {
    notices.say(
      "canvas",
      `The figures cannot be drawn here (${message}). The sentence, the tables and links work without them.`,
      { tone: "warn" },
    );
    document.body.classList.add("no-canvas");
    canvasReady.resolve({ webgl: false });
  },
});

const reveal = new Reveal(
  $("reveal"),
  $("guessed"),
  lab.figures.some(({ asks }) => asks),
  () => {
    look("view.reveal", undefined);
    $("finding").focus();
  },
);

const theme = new Theme($("theme"), {
  chosen: (name) => look("view.theme", name === "auto" ? undefined : name),
  resolved: (name) => canvas.theme(name),
});

enter(lab, $("labs"), async (name) => {
  const here = new Map([...split(current.experiment), ...kept(["view.names", "view.from"])]);
  away(await shared(name, here, controls.defaults), "push");
});
arrange();
room((height) => canvas.room(height));
tooltips(document.body, $("tip"));
sliders(document.body);
engine
  .start()
  .catch(async ({ message }) => runs.unavailable(`The engine could not be loaded: ${await why(message, PROGRAM)}.`));
canvas.load();

const schema = await read(`schema-${lab.name}.json`);
for (const { key, default: value } of schema) usual.set(key, value);
const controls = new Controls($("controls"), $("panel-note"), schema, (key, value) => {
  if (key.startsWith("view.")) return look(key, value);
  tools.search.leave();
  current.edit(key, value);
});
await controls.fill(breath);
$("own-open").addEventListener("click", () => bringing(null));
const lambda = new (await handOf(lab, LambdaBar))($("lambda"), schema, (key, value) => {
  if (key === "view.method" || key === "view.pair") tools.search.leave();
  look(key, value);
});
const tables = new (await tablesOf(lab))($("results"), schema);

studies = new Studies($("studies"), schema, lab.figures, {
  ask: (text) => engine.send("study", text),
  look,
  byHand: lambda.keys ?? [],
  methods: () => lambda.offered,
  choose: (method) => look(lambda.key, lambda.valueOf(method)),
  announced: () => tools.follow(last?.result, lambda.method, lambda.from),
});

await breath();
const tools = new FigureTools({
  schema,
  figures: lab.figures,
  defaults: controls.experiment,
  canvas,
  lambda,
  notices,
  look,
  lab: lab.name,
  title: () => document.title,
  result: () => result,
  files: () => (result ? last.files : []),
  file: (name) => files.ask(name, origin()),
  origin,
  answer: () => studies.answer,
  studying: () => studies.name !== "",
  address: () => address(result ? { digest: result.digest } : {}),
  open: (fragment) => current.open(fragment, "push", kept(["view.theme", "view.lambda"])),
});
toolsReady.resolve();
tools
  .explain()
  .catch(async ({ message }) =>
    notices.say("words", `Words cannot be explained here: ${await why(message, "words.js")}.`, { tone: "warn" }),
  );
await breath();

$("run").addEventListener("click", () => current.go());
$("stop").addEventListener("click", () => runs.cancel());
$("reset").addEventListener("click", () =>
  current.open("", "push", kept(["view.theme", "view.lambda", "view.embed", "view.mode"])),
);
onTravel(() => current.travel());

// A file that the page cannot do without: guard.js says what is the matter with it.
async function read(name) {
  const response = await fetch(`${name}?b=${BUILD}`);
  if (!response.ok) throw new Error(`${name}: ${response.status} ${response.statusText}`);
  return response.json();
}

// What stays of the view when another experiment is opened.
function kept(keys) {
  return new Map([...split(current.view)].filter(([key]) => keys.includes(key)));
}

// The digest stands in front: a link that lost its end is then found out by it at the latest.
function address({ digest } = {}) {
  const pairs = split(current.fragment);
  if (digest) pairs.delete("digest");
  return `${pageAddress(location)}#${join(new Map(digest ? [["digest", digest]] : []), pairs)}`;
}

// Where a file that leaves this page comes from: link, build and digest, a line each.
function origin() {
  return [address({ digest: result?.digest }), result?.build ?? BUILD, result?.digest ?? ""].join("\n");
}

// The same experiment outside of the frame.
function whole() {
  const pairs = split(current.fragment);
  pairs.delete("view.embed");
  return `${pageAddress(location)}#${join(pairs)}`;
}

host.serve(
  publish({
    ready: Promise.all([engineReady.promise, canvasReady.promise]).then(
      ([{ build, simd, workers: crew }, { webgl }]) => ({ build, simd, workers: crew, webgl }),
    ),
    run: (fragment) =>
      fragment === undefined ? current.open(current.fragment, "replace") : current.open(fragment, "push"),
    result: () => result,
    study: (name, method) => studies.study(name, method),
    link: () => address(),
    set: async (fragment) => {
      if (typeof fragment !== "string") throw new Error('set takes a fragment, such as "view.lambda=0.3"');
      await current.set(fragment);
      return address();
    },
    cancel: () => {
      studies.leave();
      runs.cancel();
    },
    on: (event, fn) => events.on(event, fn),
    figures: async () => {
      const drawn = await canvas.figures();
      // What the engine draws with comes by a way of its own, maybe after the question.
      const late = result && drawn.experiment !== current.experiment && !drawn.awaited.includes("experiment");
      if (late) drawn.awaited.push("experiment");
      return drawn;
    },
  }),
);
setTimeout(() => canvasReady.resolve({ webgl: false }), CANVAS_PATIENCE);

current.preview(schema);
current.visit();

// Not needed for the first picture.
fetch(`presets-${lab.name}.json?b=${BUILD}`)
  .then((response) => (response.ok ? response.json() : []))
  .then(
    (presets) => {
      if (!presets.length) return;
      tools.examples.offer(presets);
      tools.examples.show(new Map([...controls.defaults, ...split(current.experiment)]));
    },
    () => {},
  ); // a site without them has no such menu
