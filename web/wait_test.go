package web_test

import (
	"testing"
	"time"
)

// waits is what the tests wait with: an expression of a function that is given a window and returns these functions.
// None of them guesses how long anything takes; what does not come in a minute and a half fails.
//
//	until(f)     the first true value that f, which may be async, has at an animation frame
//	passed(n)    n animation frames have passed
//	quiet()      nothing scrolls, and no animation runs that ends
//	settled()    the figures: those of the result that the page has, whole, drawn, of their frame's size, at rest
//	fitted()     the figures have been drawn for the size of their frame, if they are drawn at all
const waits = `((window) => {
  const { document } = window, PATIENCE = 90000;
  const frame = () => new Promise((r) => window.requestAnimationFrame(r));
  const words = (id) => document.getElementById(id)?.textContent ?? "";
  const until = (f) => {
    let timer, over = false;
    const late = new Promise((_, no) => {
      timer = window.setTimeout(() =>
	no(new Error("waited in vain for " + f + "; the page says: " + words("notices") + " " + words("progress"))),
		PATIENCE);
    });
    const poll = async () => {
      for (;;) {
        const value = await f();
        if (value || over) return value;
        await frame();
      }
    };
    return Promise.race([poll(), late]).finally(() => { over = true; window.clearTimeout(timer); });
  };
  const passed = async (n) => { for (let i = 0; i < n; i++) await frame(); };

  let scrolling = false;
  document.addEventListener("scroll", () => { scrolling = true; }, { capture: true, passive: true });
  document.addEventListener("scrollend", () => { scrolling = false; }, { capture: true, passive: true });
  const moves = ({ playState, effect }) => playState === "running" && effect.getComputedTiming().iterations < Infinity;
  const quiet = async () => {
    await passed(3);
    await until(() => !scrolling && !document.getAnimations().some(moves));
  };

  const near = (a, b) => Math.abs(a - b) < 1;
  const fits = (f, lab) => !lab.checkVisibility() || near(f.width, Math.max(280, lab.clientWidth)) &&
	near(f.height, lab.clientHeight);
  const same = async (good) => {
    let before = -1;
    return until(async () => {
      const f = await window.onebasin.figures(), count = good(f) ? f.frameTime.count : -1;
      const still = count >= 0 && count === before;
      before = count;
      if (!still) await passed(1); // a window that changes tells its frame and that its program
      return still && f;
    });
  };
  const settled = () => {
    const lab = document.getElementById("lab");
    return same((f) => f.drawn && f.awaited.length === 0 && f.experiment === window.onebasin.result()?.experiment &&
	fits(f, lab));
  };
  const fitted = async () => {
    await passed(2);
    const lab = document.getElementById("lab");
    if (!lab || !window.onebasin || document.body.classList.contains("no-canvas") || !document.getElementById("coming")
	.hidden) return;
    await same((f) => f.drawn && fits(f, lab));
  };
  return { until, passed, quiet, settled, fitted };
})`

// watch runs before anything of a page: it makes the waits known there, tells by published when the page has its script
// interface, and counts what it hears from the engine.
const watch = `
Object.assign(window, ` + waits + `(window));
window.heard = { progress: 0, stage: 0, result: 0, error: 0 };
window.nullBefore = true;
window.published = new Promise((resolve) => {
  let api;
  Object.defineProperty(window, "onebasin", { configurable: true, get: () => api, set(value) {
    api = value;
    for (const name of Object.keys(heard)) api.on(name, () => {
      heard[name]++;
      if (name === "progress" && api.result() !== null) nullBefore = false;
    });
    resolve();
  } });
});`

// Waits in the page, for js.
const (
	published = `published`
	settled   = `settled().then(() => null)`

	// finished waits for the experiment that the page opened with.
	finished = `until(() => {
  const trouble = document.querySelector('[data-notice="error"]');
  if (trouble) throw new Error(trouble.textContent);
  return window.onebasin?.result();
})`
)

// eventually waits for what another program does to files and ports, of which nothing tells.
func eventually(t testing.TB, what string, done func() error) {
	t.Helper()
	for begin := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		err := done()
		if err == nil {
			return
		}
		if time.Since(begin) > 2*time.Minute {
			t.Fatalf("waited in vain until %s: %v", what, err)
		}
	}
}
