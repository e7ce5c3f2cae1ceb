// Not a module, so that it runs where modules do not, and before them. Until the page has started it hears all that
// goes wrong, and says it on the page; what it is finds faults.js, which is fetched only then.

globalThis.builds = new Map(); // from a script to its build, which each says at its end

globalThis.guard = (() => {
  const SILENCE = 10000; // ms without a sign of life, after which the files are looked at; only what is found is said
  const root = document.documentElement;
  root.dataset.guard = "on"; // the words for browsers that start no scripts are hidden
  const forbidden = new Set(); // directives of policies that stood in the way
  let started = false; // nothing is heard any more
  let runs = false; // all that the page needs has come
  let whole = false; // its own script has come to its end
  let looking = false;
  let timer = 0;
  let faults = null;

  const make = (tag, props) => Object.assign(document.createElement(tag), props);
  const parsed = new Promise((resolve) => {
    document.addEventListener("readystatechange", resolve, { once: true });
  });

  const load = () =>
    new Promise((resolve, reject) => {
      const onload = () => resolve(globalThis.faults);
      document.head.append(make("script", { src: "faults.js", onload, onerror: reject }));
    });

  /**
   * A promise of a sentence that says why: what is found out, or else the reason as it was told. programs: files that
   * had to do with it.
   */
  const why = async (reason, ...programs) => {
    try {
      faults ??= load();
      return (await (await faults).explain(reason, forbidden, programs)) || reason;
    } catch {
      return reason;
    }
  };

  const say = async (text, name = "guard") => {
    await parsed;
    const notices = document.getElementById("notices");
    if (!notices) {
      // this is the figures' frame
      return parent.postMessage({ t: "fatal", s: text.replace(/\.$/, "") }, location.origin);
    }
    const box = make("div", { className: "notice bad" });
    box.dataset.notice = name;
    box.setAttribute("role", "alert");
    const body = make("div", { className: "notice-body" });
    body.append(make("p", { textContent: text }));
    box.append(body);
    if (self.origin !== "null") {
      box.append(make("button", { type: "button", textContent: "Reload", onclick: () => location.reload() }));
    } else if (location.protocol !== "file:") {
      const address = location.href.replace(/&?view\.embed=[^&]*/, "");
      const way = make("p", { textContent: "In a tab of its own it works: " });
      // Where the frame may open no tab either, the address can be copied.
      way.append(make("a", { href: address, target: "_blank", rel: "noopener", textContent: address }));
      body.append(way);
    }
    notices.querySelector(`[data-notice=${name}]`)?.remove();
    notices.append(box);
    if (globalThis.builds.has("page.js")) return; // which tells the rest
    document.getElementById("progress").dataset.state = "failed";
    document.getElementById("progress-text").textContent = "Not started";
    for (const button of document.querySelectorAll(".runbar button")) button.disabled = true;
    if (parent !== self) parent.postMessage({ onebasin: "unable", value: text }, "*");
  };

  const fault = async (reason) => {
    if (started || looking) return;
    looking = true;
    const text = await why(reason);
    looking = false;
    if (!started) say(text === reason ? `The page could not be loaded whole: ${reason}` : text);
  };

  const silent = async () => {
    const text = !looking && (await why(""));
    if (text && !started) say(text);
    else alive();
  };

  const alive = () => {
    clearTimeout(timer);
    if (!started) timer = setTimeout(silent, SILENCE);
  };

  const heard = ({ target, message, reason }) => {
    if (target instanceof HTMLLinkElement && target.rel !== "modulepreload") return; // a style or a font
    fault(target.src || target.href || message || String(reason?.message ?? reason));
  };

  const done = () => {
    started = runs && whole;
    if (!started) return;
    clearTimeout(timer);
    watch.disconnect();
    removeEventListener("error", heard, true);
    removeEventListener("unhandledrejection", heard);
    document.querySelector("[data-notice=guard]")?.remove();
  };

  addEventListener("error", heard, true);
  addEventListener("unhandledrejection", heard);
  addEventListener("securitypolicyviolation", ({ effectiveDirective: name, disposition }) => {
    if (disposition === "enforce" && /^(script|worker|child|connect)/.test(name)) forbidden.add(name);
  });
  const watch = new PerformanceObserver(alive);
  watch.observe({ type: "resource" });
  alive();

  if (self.origin === "null" || typeof WebAssembly === "undefined") fault("This browser or frame cannot run it.");

  // When the page's scripts have come to their end, each has said so, or was cut, or is of another build.
  parsed.then(async () => {
    const progress = document.getElementById("progress");
    if (progress) new MutationObserver(alive).observe(progress, { subtree: true, childList: true, attributes: true });
    const scripts = [...document.querySelectorAll("script[src]:not([src='faults.js']), link[rel=modulepreload]")];
    try {
      await import(document.querySelector("script[type=module]").src);
    } catch ({ message }) {
      return fault(message);
    }
    whole = true;
    done();
    const names = scripts.map((script) => script.getAttribute("src") ?? script.getAttribute("href"));
    const other = names.find((name) => globalThis.builds.get(name) !== root.dataset.build);
    if (!other) return;
    const whose = globalThis.builds.has(other) ? `of build ${globalThis.builds.get(other)}` : "not whole";
    say(await why(`This page is of build ${root.dataset.build}, its ${other} is ${whose}. Reload.`), "build");
  });

  return {
    why,

    /** All that the page needs has come and runs. */
    started() {
      runs = true;
      done();
    },
  };
})();
