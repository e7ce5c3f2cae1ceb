// What can be the matter when the page does not start, in words that name the setting. Not a module, for the same
// reason as guard.js. Every answer is something that was looked at: the frame, the policies, and the files as they
// come, each compared with what the build wrote down in manifest.json.

globalThis.faults = (() => {
  const { build } = document.documentElement.dataset;
  const SHOWN = 3; // names in a sentence
  const TYPES = [
    { of: /\.js$/, right: /^(text|application)\/(x-)?(java|ecma)script\b/i, wanted: "text/javascript" },
    { of: /\.css$/, right: /^text\/css\b/i, wanted: "text/css" },
  ];
  const ELSEWHERE = ["embed.js"]; // is for other pages
  const WASM = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0); // the shortest program there is

  const list = (names) => {
    const more = names.length - SHOWN;
    return more > 0 ? `${names.slice(0, SHOWN).join(", ")} and ${more} more` : names.join(", ");
  };

  const be = (names, one, many) => `${list(names)} ${names.length === 1 ? one : many}`;

  // What is to be said of files with the same fault; the first kind that there is is said.
  const SENTENCES = {
    unreached: (names) => `${list(names)} cannot be fetched: is there a connection to ${location.host}?`,
    missing: (names, { status }) =>
      `${be(names, "is", "are")} not on the server (${status}). Copy the whole of dist/ there.`,
    packed: (names, { coding }) =>
      `The server sends ${list(names)} compressed and does not say so: ` +
      `the header Content-Encoding: ${coding} is missing.`,
    type: (names, { type, wanted }) =>
      `The server sends ${list(names)} as ${type}. The type (MIME type) of such files has to be ${wanted}.`,
    kept: (names) => `This browser had kept ${list(names)} of another build. Reload, to have all of one build.`,
    changed: (names, { name, bytes, of }) =>
      `${be(names, "comes", "come")} incomplete or changed (${name}: ${bytes} of ${of} bytes). ` +
      "Reload; if that does not help, copy the whole of dist/ to the server again.",
  };

  // A place in which no module or no WebAssembly starts, whatever the files hold.
  function place() {
    if (location.protocol === "file:") {
      return (
        "A browser starts no modules from a file. " +
        "Serve the folder, with ./build.sh serve or any web server, and open its address."
      );
    }
    if (self.origin === "null") {
      return (
        "The page around this frame does not let it compute: the frame’s sandbox lacks allow-same-origin. " +
        'It takes <iframe sandbox="allow-scripts allow-same-origin">, or no sandbox.'
      );
    }
    if (typeof WebAssembly === "undefined") {
      return "This browser has no WebAssembly, or it is switched off, as in a lockdown mode.";
    }
    return "";
  }

  // What a policy forbids. Ours stands in the page.
  function policy(reason, forbidden) {
    let wasm = /Content.Security.Policy|\bCSP\b/i.test(reason);
    try {
      new WebAssembly.Module(WASM);
    } catch {
      wasm = true;
    }
    const ours = document.querySelector("meta[http-equiv=Content-Security-Policy]")?.content;
    const scripts = ours?.match(/script-src[^;]*/)?.[0] ?? "script-src 'self' 'wasm-unsafe-eval'";
    if (wasm) return `A Content-Security-Policy of this server forbids WebAssembly. It has to say: ${scripts}.`;
    if (forbidden.size === 0) return "";
    return (
      `A Content-Security-Policy of this server forbids what the page needs (${[...forbidden].join(", ")}). ` +
      `It has to allow the site itself: default-src 'self'; ${scripts}.`
    );
  }

  async function sum(bytes) {
    const hash = await crypto.subtle.digest("SHA-256", bytes);
    return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // Whether bytes are those that the build wrote. Only https and localhost have hashes.
  async function same(bytes, made) {
    if (bytes.byteLength !== made.bytes) return false;
    return !globalThis.crypto?.subtle || (await sum(bytes)) === made.sha256;
  }

  // Whether a script ends with the line that says it is of this build, as one that a host has made smaller does, too.
  function ends(bytes) {
    const last = new TextDecoder().decode(bytes.slice(-200));
    return new RegExp(`["']${build}["']\\s*\\)\\s*;?\\s*$`).test(last);
  }

  // The fault of a file, or null. sure: only what keeps a page from starting, whatever hosts do to files that work.
  async function examine(name, made, sure) {
    const address = /\.(wasm|json)$/.test(name) ? `${name}?b=${build}` : name;
    let response, bytes;
    try {
      response = await fetch(address);
      bytes = await response.arrayBuffer();
    } catch {
      return { name, kind: "unreached" };
    }
    if (!response.ok) return { name, kind: "missing", status: `${response.status} ${response.statusText}`.trim() };
    for (const [coding, twin] of Object.entries(made?.twins ?? {})) {
      if (await same(bytes, twin)) return { name, kind: "packed", coding };
    }
    const marked = /\.js$/.test(name) && name !== "wasm_exec.js"; // which is Go's
    if (made && !(sure ? !marked || ends(bytes) : await same(bytes, made))) {
      let fresh = bytes;
      try {
        fresh = await (await fetch(address, { cache: "reload" })).arrayBuffer(); // also replaces the browser's copy
      } catch {
        // The server does not answer now: what came before is what there is.
      }
      if (await same(fresh, made)) return { name, kind: "kept" };
      return { name, kind: "changed", bytes: bytes.byteLength, of: made.bytes };
    }
    const type = response.headers.get("Content-Type") ?? "nothing";
    const wrong = TYPES.find(({ of, right }) => of.test(name) && !right.test(type));
    return wrong ? { name, kind: "type", type, wanted: wrong.wanted } : null;
  }

  // What is the matter with the files, without the programs but for those that are named.
  async function files(sure, programs) {
    let made = null;
    try {
      made = (await (await fetch("manifest.json", { cache: "no-store" })).json()).files;
    } catch {
      // Then there is nothing to compare with.
    }
    const kinds = sure ? /\.js$/ : /\.(js|css|json)$/;
    const scripts = [...document.querySelectorAll("script[src], link[rel=modulepreload]")];
    const names = made
      ? Object.keys(made).filter((name) => programs.includes(name) || (kinds.test(name) && !ELSEWHERE.includes(name)))
      : [...scripts.map((script) => script.getAttribute("src") ?? script.getAttribute("href")), ...programs];
    const found = (await Promise.all(names.map((name) => examine(name, made?.[name], sure)))).filter(Boolean);
    for (const [kind, sentence] of Object.entries(SENTENCES)) {
      const such = found.filter((fault) => fault.kind === kind);
      const named = such.map(({ name }) => name);
      if (such.length) return sentence(named, such[0]);
    }
    return "";
  }

  return {
    /**
     * A promise of a sentence, or of "". reason: what was heard, or "" if nothing was; forbidden: directives of
     * policies that were broken; programs: files that had to do with it.
     */
    async explain(reason, forbidden, programs) {
      const ofPlace = place();
      if (ofPlace || !reason) return ofPlace || files(true, programs);
      const said = policy(reason, forbidden) || (await files(false, programs));
      return said || policy(reason, forbidden); // which by now may have kept the files from being fetched
    },
  };
})();
