package web_test

import (
	"context"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
)

// faultyHost serves the site with faults in it: the text of a file put before what the file holds, or, where it begins
// with "=", in its place; a file with "404" is missing.
func faultyHost(t testing.TB, faults map[string]string) string {
	t.Helper()
	return otherHost(t, func(name string, header http.Header, text []byte) (int, []byte) {
		fault, ok := faults[name]
		if !ok {
			return 200, text
		}
		header.Del("ETag")
		switch whole, replaced := strings.CutPrefix(fault, "="); {
		case fault == "404":
			return 404, nil
		case replaced:
			return 200, []byte(whole)
		}
		return 200, append([]byte(fault), text...)
	})
}

// saboteur makes a worker break when the channel says so: it throws, its program finds rubbish in its memory, ends,
// vanishes or hears nothing.
const saboteur = `
const faults = new BroadcastChannel("faults");
const instantiateWell = WebAssembly.instantiate;
let memory = null;
WebAssembly.instantiate = async (...args) => {
	const made = await instantiateWell(...args);
	if (made.exports?.mem) memory = made.exports.mem;
	return made;
};
const contexts = [];
{
  const getContext = OffscreenCanvas.prototype.getContext;
  OffscreenCanvas.prototype.getContext = function (...args) {
	const context = getContext.apply(this, args);
	contexts.push(context);
	return context;
};
}
let program = null;
if (typeof Go !== "undefined") {
  const run = Go.prototype.run;
  Go.prototype.run = function (...args) { program = this; return run.apply(this, args); };
}
faults.onmessage = ({ data: { who, what } }) => {
  if (!self.name.startsWith("One Basin " + who)) return;
  if (what === "throw") throw new Error("broken on purpose");
  if (what === "rubbish") new Uint8Array(memory.buffer).fill(0xff);
  if (what === "end") { program.exited = true; program._resolveExitPromise(); } // as after a panic
  if (what === "vanish") self.close(); // no event tells anybody
  if (what === "hang") for (const end = performance.now() + 30000; performance.now() < end; );
  if (what === "lose") for (const context of contexts) context?.getExtension("WEBGL_lose_context").loseContext();
};
`

// numbered gives every worker of the engine a number in its name: 0 is the lead, 1 and on are the crew.
const numbered = `
const Plain = Worker;
let spawned = 0;
globalThis.Worker = class extends Plain { constructor(url, options) {
	super(url, { ...options, name: options.name + " " + spawned++ });
} };
`

// sabotage opens the site with saboteurs in its workers. In the page, harm(who, what) calls them.
func sabotage(t *testing.T, link string) *tab {
	t.Helper()
	b := openURL(t, faultyHost(t, map[string]string{"worker.js": saboteur, "labworker.js": saboteur,
		"engine.js": numbered})+link,
		"broken on purpose", "panic", "fatal error", "unreachable", "out of bounds", "goroutine", "runtime",
		"exit code", "wasm", "CONTEXT_LOST", "WebGL")
	b.js(published, nil)
	b.js(helpers, nil)
	return b
}

const helpers = `(() => {
	const channel = new BroadcastChannel("faults");
	window.harm = (who, what) => channel.postMessage({ who, what });
	window.notice = (name) => document.querySelector('[data-notice="' + name + '"]')?.textContent ?? "";
})()`

// stands checks that what was finished last, and its link, are still there: in the script's interface, on the page and
// in the address.
func (b *tab) stands(r result) {
	b.t.Helper()
	var got struct{ Digest, Link, Hash, Table, Sentence string }
	b.js(
		`({ digest: onebasin.result()?.digest ?? "", link: onebasin.link(), hash: location.hash,
			table: document.getElementById("pairs").textContent,
				sentence: document.getElementById("sentence").textContent })`, &got)
	if got.Digest != r.Digest || !strings.Contains(got.Link, r.Experiment) || !strings.HasPrefix(got.Hash,
		"#"+r.Experiment) || len(got.Table) < 50 || !strings.Contains(got.Sentence, "loss") {
		b.t.Errorf("what was finished does not stand: %+v, want %s %s", got, r.Digest, r.Experiment)
	}
}

// shows checks that after an experiment that came to no result the last finished one is still shown, said to be such,
// and that the address holds the new one's link.
func (b *tab) shows(link string) {
	b.t.Helper()
	var got struct {
		Hash, Table string
		Stale       bool
	}
	b.js(
		`({ hash: location.hash, table: document.getElementById("pairs").textContent,
			stale: document.body.classList.contains("stale") })`, &got)
	if !strings.Contains(got.Hash, link) || len(got.Table) < 50 || !got.Stale {
		b.t.Errorf("the last finished experiment is not shown as such: %+v, want the link of %s", got, link)
	}
}

const short, long = "steps=20&restarts=1&nt=100&lambdas=5", "steps=1500&net=128-128&restarts=4&lambdas=11"

// A compute worker breaks in the middle of a run: its work is done again by a fresh one, and the bits are the same.
func TestAComputeWorkerBreaks(t *testing.T) {
	want := native(t, long)
	for _, c := range []struct{ what, workers string }{{"throw", "1"}, {"rubbish", "3"}, {"end", "2"}} {
		t.Run(c.what+", one of "+c.workers, func(t *testing.T) {
			b := sabotage(t, "?workers="+c.workers+"#"+short)
			first := b.result()
			var got result
			b.js(`(async () => {
				const run = onebasin.run(`+quote(long)+`);
				const off = onebasin.on("progress", ({ fraction }) => {
					if (fraction <= 0.02) return;
					off();
					harm("compute 1", `+quote(c.what)+`);
				});
				return run;
			})()`, &got)
			if got.Digest != want.Digest {
				t.Errorf("digest %q, natively %s", got.Digest, want.Digest)
			}
			b.js("onebasin.run("+quote(short)+")", &got)
			if got.Digest != first.Digest {
				t.Errorf("afterwards: digest %q, before %s", got.Digest, first.Digest)
			}
			b.stands(first)
		})
	}
}

// Workers that break again and again: an error in words, the last result stays, and the next run works.
func TestWorkersThatKeepBreaking(t *testing.T) {
	for _, who := range []string{"compute", "lead"} {
		t.Run(who, func(t *testing.T) {
			b := sabotage(t, "?workers=2#"+short)
			first := b.result()
			var got struct{ Message, Notice string }
			b.js(`(async () => {
				const off = onebasin.on("progress", () => harm(`+quote(who)+`, "throw")); // as soon as one works again
				const message = await onebasin.run(`+quote(
				long)+`).then(() => "it finished", (reason) => reason.message);
				off();
				return { message, notice: notice("error") };
			})()`, &got)
			if got.Message == "it finished" || len(got.Message) < 20 || !strings.Contains(strings.ToLower(got.Notice),
				strings.ToLower(got.Message)) {
				t.Errorf("%+v", got)
			}
			t.Logf("it says: %s", got.Message)
			b.shows("steps=1500")
			b.shot("broken-" + who)
			var again result
			if b.js("onebasin.run("+quote(short)+")", &again); again.Digest != first.Digest {
				t.Errorf("afterwards: digest %q, before %s", again.Digest, first.Digest)
			}
			b.stands(first)
		})
	}
}

// The lead breaks once: the run is done again, and the figures come back.
func TestTheLeadBreaks(t *testing.T) {
	want := native(t, long)
	for _, what := range []string{"throw", "rubbish", "end"} {
		t.Run(what, func(t *testing.T) {
			b := sabotage(t, "?workers=2#"+short)
			b.result()
			var got result
			b.js(`(async () => {
				const run = onebasin.run(`+quote(long)+`);
				const off = onebasin.on("progress", ({ fraction }) => { if (fraction > 0.02) { off(); harm("lead", `+
				quote(what)+`); } });
				return run;
			})()`, &got)
			if got.Digest != want.Digest {
				t.Errorf("digest %q, natively %s", got.Digest, want.Digest)
			}
			b.stands(want)
			b.js(`until(async () => (await onebasin.figures()).landscape)`, nil)
		})
	}
}

// The graphics are lost, or the program that draws breaks: the figures are drawn again, nothing is computed again.
func TestTheGraphicsAreLost(t *testing.T) {
	for _, what := range []string{"lose", "throw", "rubbish", "end"} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			b := sabotage(t, "#steps=300&restarts=2&view.lambda=0.25")
			r := b.result()
			b.js(`until(async () => (await onebasin.figures()).landscape)`, nil)
			times := 1
			if what == "lose" {
				times = 3
			}
			for range times {
				var got struct {
					Lambda float64
					Heard  counts
					Same   bool
				}
				b.js(`(async () => {
					heard.progress = heard.stage = heard.result = heard.error = 0;
					const before = onebasin.result(), frame = document.getElementById("lab");
					const loaded = new Promise((r) => frame.addEventListener("load", r, { once: true }));
					harm("lab", `+quote(what)+`);
					let again = false;
					loaded.then(() => { again = true; });
					await until(() => again);
					const lambda = await until(async () => {
						const f = await onebasin.figures();
						return f.landscape && f.lambda;
					});
					return { lambda, heard, same: onebasin.result() === before };
				})()`, &got)
				if got.Lambda != .25 || !got.Same || got.Heard.Result+got.Heard.Error != 0 {
					t.Errorf("%+v", got)
				}
			}
			b.stands(r)
			b.shot("graphics-" + what)
		})
	}
}

// No WebGL2: a note, and everything but the pictures.
func TestWithoutWebGL(t *testing.T) {
	want := native(t, "steps=300&restarts=2")
	refuse := `OffscreenCanvas.prototype.getContext = () => null;` + "\n"
	address := faultyHost(t, map[string]string{"labworker.js": refuse,
		"lab.js": `HTMLCanvasElement.prototype.getContext = () => null;` + "\n"})
	check := func(t *testing.T, address string) {
		b := openURL(t, address+"#steps=300&restarts=2", "WebGL")
		b.js(published, nil)
		b.js(helpers, nil)
		if r := b.result(); r.Digest != want.Digest {
			t.Errorf("digest %s, natively %s", r.Digest, want.Digest)
		}
		var got struct {
			Notice string
			WebGL  bool
		}
		b.js(`(async () => ({ notice: await until(() => notice("canvas")), webgl: (await onebasin.ready).webgl }))()`,
			&got)
		if got.WebGL || !strings.Contains(got.Notice, "WebGL2") {
			t.Errorf("%+v", got)
		}
		b.stands(want)
		b.shot("no-webgl")
	}
	t.Run("refused", func(t *testing.T) { check(t, address) })
	t.Run("not in the browser", func(t *testing.T) {
		defer another(t, chromedp.Flag("use-angle", false), chromedp.Flag("enable-unsafe-swiftshader", false),
			chromedp.Flag("use-gl", "disabled"))()
		t.Run("", func(t *testing.T) { check(t, house.url+"/index.html") })
	})
}

// A browser that promises to draw in a worker and then does not: the frame draws.
func TestAWorkerThatNeverDraws(t *testing.T) {
	b := openURL(t, faultyHost(t, map[string]string{"labworker.js": "Go.prototype.run = async () => {};\n"})+"#"+short)
	b.js(published, nil)
	b.js(helpers, nil)
	var got struct {
		Notice   string
		WebGL    bool
		Canvases int
	}
	b.js(`(async () => {
		await until(async () => (await onebasin.figures()).landscape);
		const { webgl } = await onebasin.ready;
		return { notice: notice("canvas"), webgl,
			canvases: document.getElementById("lab").contentDocument.querySelectorAll("canvas").length };
	})()`, &got)
	if got.Notice != "" || !got.WebGL || got.Canvases != 2 {
		t.Errorf("%+v; want no note, figures, and a canvas for the pointer on that of the program", got)
	}
	b.shot("in-frame")
}

// another opens tabs in a browser of its own, with other options, until the function that it returns is called.
func another(t testing.TB, options ...chromedp.ExecAllocatorOption) func() {
	t.Helper()
	allocator, stop := chromedp.NewExecAllocator(context.Background(),
		append(chromium(filepath.Join(t.TempDir(), "profile")), options...)...)
	other, cancel := chromedp.NewContext(allocator)
	if err := chromedp.Do(other); err != nil {
		t.Fatal(err)
	}
	usual := house.browser
	house.browser = other
	return func() {
		house.browser = usual
		cancel()
		stop()
	}
}

// The fast kernels are missing, or the browser cannot run them: a note, and the same bits.
func TestWithoutSIMD(t *testing.T) {
	want := native(t, short)
	for _, c := range []struct{ name, file, fault, says string }{
		{"missing", "kernel.wasm", "404", "kernel.wasm is not on the server"},
		{"cut off", "kernel.wasm", "=\x00asm\x01\x00\x00\x00\xff", "kernel.wasm comes incomplete or changed"},
		{"not for this browser", "worker.js", "WebAssembly.validate = () => false;", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := openURL(t, faultyHost(t, map[string]string{c.file: c.fault})+"#"+short, "404")
			b.js(published, nil)
			b.js(helpers, nil)
			b.js(`until(() => notice("scalar"))`, nil)
			if r := b.result(); r.Digest != want.Digest {
				t.Errorf("digest %s, natively %s", r.Digest, want.Digest)
			}
			var got struct {
				Notice string
				SIMD   bool
			}
			if b.js(`(async () => ({ notice: notice("scalar"), simd: (await onebasin.ready).simd }))()`,
				&got); got.SIMD || !strings.Contains(got.Notice, "same bits") || !strings.Contains(got.Notice, c.says) {
				t.Errorf("%+v, without %q", got, c.says)
			}
		})
	}
}

// A hidden tab goes on computing, and shows the result when it is seen again.
func TestHiddenTab(t *testing.T) {
	b := open(t, "#"+short)
	b.js(helpers, nil)
	b.result()
	window, err := chromedp.Call(b.ctx, browser.GetWindowForTarget, browser.GetWindowForTargetParams{})
	if err != nil {
		t.Fatal(err)
	}
	b.js(`(window.run = onebasin.run(`+quote(long)+
		`), window.hiddenAt = 0, onebasin.on("result", () => { hiddenAt = document.hidden; }), 0)`, nil)
	state := func(s browser.WindowState) {
		if _, err := chromedp.Call(b.ctx, browser.SetWindowBounds,
			browser.SetWindowBoundsParams{WindowID: window.WindowID,
				Bounds: &browser.Bounds{WindowState: s}}); err != nil {
			t.Fatal(err)
		}
	}
	state(browser.WindowStateMinimized)
	var got result
	b.js("run", &got)
	var hidden bool
	b.js("hiddenAt", &hidden)
	if !hidden {
		t.Log("this browser does not hide a minimised window's page")
	}
	state(browser.WindowStateNormal)
	if want := native(t, long); got.Digest != want.Digest {
		t.Errorf("digest %s, natively %s", got.Digest, want.Digest)
	}
	b.js(`until(async () => { const f = await onebasin.figures(); return f.landscape; })`, nil)
	b.stands(got)
}

// A rate at which training diverges: at which step, and what to try; the rest goes on.
func TestDivergedTraining(t *testing.T) {
	const link = "lr=10&opt=sgd&steps=300&restarts=2&nt=200&n=200"
	b := open(t, "#"+link)
	b.js(helpers, nil)
	r := b.result()
	if want := native(t, link); r.Digest != want.Digest {
		t.Errorf("digest %s, natively %s", r.Digest, want.Digest)
	}
	var said string
	b.js(`document.getElementById("main").innerText`, &said)
	if !strings.Contains(said, "diverged at step") || !strings.Contains(said, "try lr=1") {
		t.Errorf("the page says nothing of the step and the rate:\n%s", said)
	}
	if strings.Contains(said, "NaN") || strings.Contains(said, "null") || strings.Contains(said, "undefined") {
		t.Errorf("the page shows something that is no number:\n%s", said)
	}
	b.js(`onebasin.figures()`, nil) // the figures' program is alive
	b.shot("diverged")
	var again result
	if b.js("onebasin.run("+quote(short)+")", &again); again.Digest != native(t, short).Digest {
		t.Errorf("afterwards: digest %s", again.Digest)
	}
	// The figures of what was there before are not those of an experiment without a path.
	var drawn bool
	if b.js(`onebasin.run(`+quote(link)+
		`).then(() => until(async () => !(await onebasin.figures()).landscape)).then(() => true)`, &drawn); !drawn {
		t.Error("the landscape of the experiment before is still there")
	}
}

// The browser kept programs of another build: the page says reload.
func TestStaleBinary(t *testing.T) {
	b := openURL(t,
		faultyHost(t,
			map[string]string{
				"build.js": `=export const BUILD = "0123456789", BYTES = {},
					LABS = [{ name: "match", title: "Match", help: "", figures: [], own: true }];`})+"#"+short)
	b.js(published, nil)
	b.js(helpers, nil)
	var got string
	b.js(`until(() => notice("stale"))`, &got)
	if !strings.Contains(got, "0123456789") || !strings.Contains(got, "Reload") {
		t.Errorf("the page says %q", got)
	}
	b.shot("stale")
}

// A lead that dies as it starts gets a successor. Workers that all die as they start are not started for ever: the page
// says so.
func TestWorkersDieAsTheyStart(t *testing.T) {
	const broken = "broken on purpose"
	const (
		atOnce = `const soon = new MessageChannel(); soon.port1.onmessage = () => { throw new Error("` + broken +
			`"); }; soon.port2.postMessage(0);`
		later = `const well = WebAssembly.instantiate;
WebAssembly.instantiate = (...args) => { queueMicrotask(() => { throw new Error("` + broken +
			`"); }); return well(...args); };`
	)
	for when, fall := range map[string]string{"at once": atOnce, "when its program has come": later} {
		t.Run("the lead "+when, func(t *testing.T) {
			b := openURL(t, faultyHost(t, map[string]string{"engine.js": numbered,
				"worker.js": `if (self.name === "One Basin lead 0") { ` + fall + ` }`})+"#"+short, broken)
			b.js(published, nil)
			if r := b.result(); r.Digest != native(t, short).Digest {
				t.Errorf("digest %s", r.Digest)
			}
			b.drawn()
		})
	}
	for who, says := range map[string]string{"lead": "could not be loaded", "compute": "stopped as it started"} {
		t.Run("every "+who, func(t *testing.T) {
			b := openURL(t, faultyHost(t, map[string]string{"engine.js": numbered,
				"worker.js": `if (self.name.startsWith("One Basin ` + who + `")) throw new Error("` + broken + `");`})+
				"#"+short, broken, "worker stopped")
			b.js(published, nil)
			b.js(helpers, nil)
			var said string
			b.js(`until(() => notice("error"))`, &said)
			if !strings.Contains(said, says) || !strings.Contains(said, "Reload") {
				t.Errorf("the page says %q", said)
			}
			// One more worker, started now, dies when any that the page still starts would have.
			var before, after string
			b.js(`document.getElementById("progress-text").textContent`, &before)
			b.js(`new Promise((died) => {
				const worker = new Worker("worker.js", { type: "module", name: "One Basin `+who+`" });
				worker.onerror = (event) => { event.preventDefault(); died(); };
			}).then(() => passed(2)).then(() =>
				notice("error") + document.getElementById("progress-text").textContent)`, &after)
			if after != said+before || strings.Contains(before, "Ready") {
				t.Errorf("then %q, %q", before, after)
			}
		})
	}
}

// A program or a table of the site is missing: the page says which.
func TestMissingFiles(t *testing.T) {
	for _, c := range []struct{ file, says string }{
		{"engine-match.wasm", "engine"}, {"lab.wasm", "figures"}, {"worker.js", "engine"}, {"lab.html", "figures"},
		{"rest.js", "figures"}, {"share.js", "share.js is not on the server (404"}, {"labworker.js", ""},
		{"schema-match.json", "schema-match.json"}, {"presets-match.json", ""},
	} {
		t.Run(c.file, func(t *testing.T) {
			b := openURL(t, faultyHost(t, map[string]string{c.file: "404"})+"#"+short, "404", "json")
			b.js(helpers, nil)
			var said string
			if c.says == "" {
				b.js(published, nil)
				b.result()
				return
			}
			b.js(`until(() => document.getElementById("notices").textContent)`, &said)
			if !strings.Contains(said, c.says) {
				t.Errorf("the page says %q", said)
			}
			t.Logf("it says: %s", said)
		})
	}
}

// An experiment that is too large is refused before it starts, with the estimate.
func TestTooLarge(t *testing.T) {
	const link = "data=gauss&dim=1024&n=60000&nt=60000&net=1024-1024-1024-1024-1024-1024"
	b := open(t, "#"+short)
	b.js(helpers, nil)
	b.result()
	var got struct {
		Message, Notice string
		Heard           counts
	}
	b.js(`(async () => {
		heard.progress = heard.stage = heard.result = heard.error = 0;
		const message = await onebasin.run(`+quote(link)+`).then(() => "it ran", (reason) => reason.message);
		return { message, notice: notice("error") + notice("problems"), heard };
	})()`, &got)
	if !strings.Contains(got.Message, "MB") || got.Heard != (counts{Error: 1}) || got.Notice == "" {
		t.Errorf("%+v", got)
	}
	b.shows("n=60000")
	b.shot("too-large")
	var again result
	if b.js("onebasin.run("+quote(short)+")", &again); again.Digest != native(t, short).Digest {
		t.Errorf("afterwards: digest %s", again.Digest)
	}
	b.stands(again)
}
