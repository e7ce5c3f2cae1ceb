package web_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// classroom serves docs/course/ as a teacher's host would: beside the site (whose built files are then found where the
// pages expect them), or on a host of its own, where a teacher has written the site's address into the pages. It
// renders Markdown and notebooks as their programs do.
func classroom(t *testing.T, elsewhere bool) string {
	t.Helper()
	needSite(t)
	site, err := url.Parse(house.url)
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/dist/", http.StripPrefix("/dist", httputil.NewSingleHostReverseProxy(site)))
	mux.HandleFunc("/docs/course/{name}", func(w http.ResponseWriter, r *http.Request) {
		name := r.PathValue("name")
		text, err := os.ReadFile(filepath.Join("..", "docs", "course", name))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		if elsewhere {
			text = bytes.ReplaceAll(text, []byte("../../dist/"), []byte(house.url+"/"))
		}
		kind := "text/html; charset=utf-8"
		switch filepath.Ext(name) {
		case ".css":
			kind = "text/css"
		case ".md":
			text = rendered(t, text)
		case ".ipynb":
			text = notebook(t, text)
		}
		w.Header().Set("Content-Type", kind)
		w.Write(text)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL + "/docs/course/"
}

const around = `<!doctype html><meta charset="utf-8"><title>A course</title><link rel="icon" href="data:,"><body ` +
	`style="max-width:800px">`

// rendered is what commonmark.js, the reference implementation, makes of a page.
func rendered(t *testing.T, text []byte) []byte {
	c := exec.Command("node", "-e", `const { Parser, HtmlRenderer } = require("commonmark");
process.stdout.write(new HtmlRenderer().render(new Parser().parse(require("fs").readFileSync(0, "utf8"))));`)
	c.Env = append(os.Environ(), "NODE_PATH="+filepath.Join(devTools(t), "node_modules"))
	c.Stdin = bytes.NewReader(text)
	out, err := c.Output()
	if err != nil {
		t.Errorf("commonmark: %v", err)
	}
	return append([]byte(around), out...)
}

// notebook puts the HTML of the output cells into a page as Jupyter does: as text of elements that exist already, after
// which it makes the scripts anew so that they run.
func notebook(t *testing.T, text []byte) []byte {
	var book struct {
		Format int `json:"nbformat"`
		Cells  []struct {
			Type    string `json:"cell_type"`
			Outputs []struct {
				Data map[string][]string
			}
		}
	}
	if err := json.Unmarshal(text, &book); err != nil || book.Format != 4 {
		t.Errorf("the notebook has format %d: %v", book.Format, err)
	}
	page := bytes.NewBufferString(around)
	for _, cell := range book.Cells {
		for _, out := range cell.Outputs {
			if lines := out.Data["text/html"]; lines != nil {
				fmt.Fprintf(page, `<div class="output" data-html="%s"></div>`,
					html.EscapeString(strings.Join(lines, "")))
			}
		}
	}
	page.WriteString(`<script>for (const cell of document.querySelectorAll(".output")) {
  cell.innerHTML = cell.dataset.html;
  for (const dead of cell.querySelectorAll("script")) dead.replaceWith(Object.assign(document.createElement("script"),
	dead.src ? { src: dead.src } : { text: dead.text }));
}</script>`)
	return page.Bytes()
}

// attend opens a course page and keeps in window.diary what every experiment on it does, with the time.
func attend(t testing.TB, address string) *tab {
	t.Helper()
	b := openURL(t, address)
	b.js(`customElements.whenDefined("one-basin").then(() => {
		window.diary = [];
		window.experiments = [...document.querySelectorAll("one-basin")];
		const note = (i, what, value) => diary.push({ at: performance.now(), i, what, value });
		window.seen = (i, what) => diary.findLast((entry) => entry.i === i && entry.what === what);
		// What an experiment does when it is in view, or not, it has begun to do.
		window.sighted = () => new Promise((seen) => {
			const watch = new IntersectionObserver(() => { watch.disconnect(); seen(passed(2)); });
			for (const e of experiments) watch.observe(e);
		});
		window.frameOf = (i) => experiments[i].shadowRoot.querySelector("iframe");
		experiments.forEach((e, i) => {
			if (frameOf(i)) note(i, "begun");
			new MutationObserver((list) => { for (const m of list) {
				for (const n of m.addedNodes) if (n.tagName === "IFRAME") note(i, "begun");
				for (const n of m.removedNodes) if (n.tagName === "IFRAME") note(i, "ended");
			} }).observe(e.shadowRoot, { childList: true, subtree: true });
			e.ready.then((value) => note(i, "ready", value));
			e.on("result", (r) => note(i, "result", r.digest));
			e.on("error", (value) => note(i, "error", value));
		});
	})`, nil)
	return b
}

// study brings experiment number i into view and waits for its result.
func (b *tab) study(i int) (digest string) {
	b.t.Helper()
	b.js(
		fmt.Sprintf(
			`(async () => {
				experiments[%d].scrollIntoView({ block: "center" });
				return (await until(() => seen(%[1]d, "result"))).value;
			})()`, i), &digest)
	return digest
}

const spirals, moons = "steps=300&restarts=4", "data=moons&seeds=3,4&net=16-16&steps=300&restarts=4"

// The page with three experiments: they start when they are seen, are as high as what is in them, and answer the page
// around them, on the site's own host and on another.
func TestCoursePage(t *testing.T) {
	for _, c := range []struct {
		name      string
		elsewhere bool
	}{{"same origin", false}, {"another origin", true}} {
		t.Run(c.name, func(t *testing.T) {
			b := attend(t, classroom(t, c.elsewhere)+"plain.html")
			var early struct{ Frames []bool }
			b.js(
				`until(() => seen(0, "begun"))
					.then(() => ({ frames: experiments.map((_, i) => Boolean(frameOf(i))) }))`, &early)
			if fmt.Sprint(early.Frames) != "[true false false]" {
				t.Errorf("at first there are frames for %v", early.Frames)
			}
			want := native(t, spirals).Digest
			for i, figure := range []string{"path", "landscape", "merged"} {
				if got := b.study(i); got != want {
					t.Errorf("%s: digest %s, natively %s", figure, got, want)
				}
			}
			var foreign bool
			b.js(
				`until(() => frameOf(2)).then((frame) => {
					try { return !frame.contentWindow.document; } catch { return true; }
				})`, &foreign)
			if foreign != c.elsewhere {
				t.Errorf("the frame is of another origin: %v", foreign)
			}
			// The exercise: a button of the page runs another experiment and reads a number off the result.
			var said string
			b.js(
				`(async () => {
					document.getElementById("narrow").click();
					return until(() => {
						const said = document.getElementById("barrier").textContent;
						return said.includes("0.") && said;
					});
				})()`, &said)
			narrow := native(t, "net=8-8&"+spirals)
			if loss := narrow.Pairs[1].Barrier.Test.Loss; !strings.Contains(said, fmt.Sprintf("%.2f", loss)) {
				t.Errorf("the page says %q, the barrier is %v", said, loss)
			}
			b.verbs(narrow.Experiment)
			b.js(`experiments[1].scrollIntoView({ block: "center" })`, nil)
			b.shot("course-" + strings.ReplaceAll(c.name, " ", "-"))
			b.fits()
		})
	}
}

// verbs tries the element's methods on experiment 2, which shows the given experiment.
func (b *tab) verbs(experiment string) {
	b.t.Helper()
	var got struct {
		Link, Set, After, Cancelled, Bad, Unknown string
		Same, Ready                               bool
		Heard                                     int
	}
	b.js(`(async () => {
		const e = experiments[2], got = {};
		got.link = await e.link();
		got.same = JSON.stringify(await e.result()).length > 1000;
		got.ready = (await e.ready).simd;
		let heard = 0;
		const off = e.on("progress", () => heard++);
		got.set = await e.set("view.lambda=0.25");
		got.after = (await e.result()).experiment;
		const long = e.run("steps=50000&net=256-256").then(() => "finished", (reason) => reason.message);
		await until(() => heard > 0);
		await e.cancel();
		got.cancelled = await long;
		off();
		got.heard = heard;
		got.bad = await e.run("lr=nan&steps=20&restarts=1&nt=100&lambdas=5").then((r) => r.experiment,
			(reason) => reason.message);
		try { e.on("nothing", () => {}); } catch (reason) { got.unknown = reason.message; }
		return got;
	})()`, &got)
	if !strings.Contains(got.Link, experiment) || !strings.Contains(got.Link, "view.embed=merged") ||
		!got.Same || !got.Ready {
		b.t.Errorf("link %q, result %v, ready %v", got.Link, got.Same, got.Ready)
	}
	if !strings.Contains(got.Set, "view.lambda=0.25") || got.After != experiment ||
		got.Cancelled != "cancelled" || got.Heard == 0 {
		b.t.Errorf("set %q, then %q; a stopped run was %q after %d reports", got.Set, got.After,
			got.Cancelled, got.Heard)
	}
	if !strings.Contains(got.Bad, "lr=0.003") || !strings.Contains(got.Unknown, "knows progress") {
		b.t.Errorf("a bad link ran %q; an unknown event: %q", got.Bad, got.Unknown)
	}
}

// fits checks that every frame is as high as its document, so that nothing scrolls inside, and that the page is not
// wider than its window.
func (b *tab) fits() {
	b.t.Helper()
	var wide float64
	if b.js(`document.documentElement.scrollWidth - innerWidth`, &wide); wide > 0 {
		b.t.Errorf("the page is %v px too wide", wide)
	}
	var off []string
	b.js(
		`until(() => experiments.every((e, i) => !frameOf(i) || (() => {
			try {
				const { documentElement: d } = frameOf(i).contentDocument;
				return d.scrollHeight <= d.clientHeight;
			} catch { return true; }
		})())).then(() => [], () => ["a frame is lower than its document"])`, &off)
	for _, o := range off {
		b.t.Error(o)
	}
}

// Only the page around a frame is listened to and answered: not another frame in it, not with another's name.
func TestFramesListenToTheirPageOnly(t *testing.T) {
	b := attend(t, classroom(t, true)+"plain.html")
	want := b.study(0)
	var got struct {
		Stranger, Fooled int
		Digest           string
	}
	b.js(`(async () => {
		const got = { stranger: 0, fooled: 0 };
		// A stranger: another frame of the page, which asks the experiment's frame and also claims to be one.
		const stranger = document.createElement("iframe"), before = diary.length;
		stranger.srcdoc =
			"<script>onmessage = (e) => parent.postMessage(e.data.echo ? e.data : { stranger: e.data }, '*'); " +
"for (const verb of ['hello', 'result', 'cancel', 'run']) " +
"parent.frameOf(0).contentWindow.postMessage({ onebasin: verb, id: 1 }, '*');" +
			"for (const m of [{ onebasin: 'height', value: 5 }, { onebasin: 'result', value: { digest: 'forged' } }, " +
"{ onebasin: 'answer', id: 1, value: 'forged' }]) parent.postMessage(m, '*');</`+`script>";
		const echo = new Promise((heard) => addEventListener("message", (e) => {
			if (e.data?.stranger) got.stranger++;
			if (e.data?.echo) heard();
		}));
		const loaded = new Promise((r) => stranger.addEventListener("load", r));
		document.body.append(stranger);
		await loaded;
		// The frame answers in the order in which it is asked: its answer to the page is the last, and the echo comes
		// after what the stranger heard.
		got.digest = (await experiments[0].result()).digest;
		stranger.contentWindow.postMessage({ echo: true }, "*");
		await echo;
		await passed(2);
		// The page's other experiments may begin meanwhile.
		got.fooled = diary.slice(before).filter((entry) => entry.what === "result" && entry.i === 0 ||
			entry.value === "forged").length + (frameOf(0).offsetHeight < 100 ? 1 : 0);
		return got;
	})()`, &got)
	if got.Stranger != 0 || got.Fooled != 0 || got.Digest != want {
		t.Errorf("%+v, want digest %s", got, want)
	}
}

// An experiment on a slide starts when its slide is shown; Back and the page's keys stay the page's.
func TestSlides(t *testing.T) {
	b := attend(t, classroom(t, true)+"slides.html")
	var got struct {
		Before, During []bool
		History        int
		Digest         string
	}
	b.js(`(async () => {
		const frames = () => experiments.map((_, i) => Boolean(frameOf(i)));
		const key = (name) => dispatchEvent(new KeyboardEvent("keydown", { key: name }));
		const entries = history.length;
		await sighted();
		const before = frames();
		key("ArrowRight");
		const digest = (await until(() => seen(0, "result"))).value;
		const during = frames();
		await experiments[0].run("seeds=3,4&`+spirals+`");
		await experiments[0].set("view.lambda=0.1");
		return { before, during, digest, history: history.length - entries };
	})()`, &got)
	if fmt.Sprint(got.Before, got.During) != "[false false] [true false]" || got.History != 0 ||
		got.Digest != native(t, spirals).Digest {
		t.Errorf("%+v", got)
	}
	b.shot("course-slides")
}

// The wheel over an experiment scrolls the page around it, and Tab goes into it, through its controls, and out again.
func TestExperimentsTrapNothing(t *testing.T) {
	b := attend(t, classroom(t, true)+"plain.html")
	b.study(0)
	b.js(
		`(scrollTo(0, 0), document.getElementById("path").insertAdjacentHTML("beforebegin",
			"<a id=before href='#'>before</a>"), document.getElementById("path").insertAdjacentHTML("afterend",
				"<a id=after href='#'>after</a>"), 0)`, nil)
	var at place
	b.js(
		`(async () => {
			experiments[0].scrollIntoView();
			scrollBy(0, -100);
			await quiet();
			const r = frameOf(0).getBoundingClientRect();
			return { x: r.x, y: r.y, w: r.width, h: r.height };
		})()`, &at)
	var before, after float64
	b.js("scrollY", &before)
	wheel := input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseWheel, X: at.X + at.W/2,
		Y: at.Y + at.H/3, DeltaX: 0.001, DeltaY: 200}
	if _, err := chromedp.Call(b.ctx, input.DispatchMouseEvent, wheel); err != nil {
		t.Fatal(err)
	}
	b.js("until(() => scrollY !== "+fmt.Sprint(before)+").then(quiet).then(() => scrollY)", &after)
	if after < before+50 {
		t.Errorf("the wheel over the figures scrolled the page from %v to %v", before, after)
	}
	b.js(`document.getElementById("before").focus()`, nil)
	inside, out := 0, false
	for range 20 {
		for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeKeyDown,
			input.DispatchKeyEventTypeKeyUp} {
			if _, err := chromedp.Call(b.ctx, input.DispatchKeyEvent,
				input.DispatchKeyEventParams{Type: kind, Key: "Tab", Code: "Tab",
					WindowsVirtualKeyCode: 9}); err != nil {
				t.Fatal(err)
			}
		}
		var focus string
		b.js(`document.activeElement.id`, &focus)
		if focus == "path" {
			inside++
		}
		if out = focus == "after"; out {
			break
		}
	}
	if inside < 2 || !out {
		t.Errorf("Tab was at %d places in the experiment and came out: %v", inside, out)
	}
}

// The Markdown page and the notebook's output cells.
func TestMarkdownAndNotebook(t *testing.T) {
	want := native(t, moons).Digest
	for _, c := range []struct {
		page, frame string
		count       int
	}{{"site.md", "view.embed=path", 2}, {"notebook.ipynb", "view.embed=landscape", 1}} {
		t.Run(c.page, func(t *testing.T) {
			b := attend(t, classroom(t, false)+c.page)
			var count int
			if b.js("experiments.length", &count); count != c.count {
				t.Fatalf("%d experiments", count)
			}
			for i := range count {
				if got := b.study(i); got != want {
					t.Errorf("experiment %d: digest %s, natively %s", i, got, want)
				}
			}
			var plain string // a frame without a script around it
			b.js(`until(() => document.querySelector("iframe[src*='`+c.frame+
				`']").contentWindow.onebasin?.result()?.digest)`, &plain)
			if plain != want {
				t.Errorf("the plain frame has %s", plain)
			}
			b.shot("course-" + strings.TrimSuffix(strings.TrimSuffix(c.page, ".md"), ".ipynb"))
		})
	}
}

// Ten experiments on one page: one at a time, two or three alive, together under 500 MB; one that was put aside goes on
// where it was.
func TestTenExperimentsOnOnePage(t *testing.T) {
	needSite(t)
	defer another(t)()
	b := tenExperiments(t)
	before := memory(t)
	peak := 0.0
	for i := range 10 {
		b.study(i)
		b.js(fmt.Sprintf(`until(() => seen(%d, "ready")).then(() => 0)`, i), nil)
		if i == 0 {
			b.js(`experiments[0].set("view.lambda=0.125")`, nil)
		}
		peak = max(peak, memory(t)-before)
	}
	var got struct {
		Frames, Results, Overlaps int
		Link, Digest              string
	}
	b.js(`(async () => {
		const got = { frames: experiments.filter((_, i) => frameOf(i)).length, overlaps: 0 };
		got.results = (await Promise.all(experiments.map((e) => e.result()))).filter(Boolean).length;
		let running = 0;
		for (const { what } of diary) {
			if (what === "begun" && running++ > 0) got.overlaps++;
			if (what === "result") running--;
		}
		const first = seen(0, "result").value;
		experiments[0].scrollIntoView({ block: "center" });
		await until(() => seen(0, "ended"));
		await until(() => frameOf(0) && seen(0, "result").at > seen(0, "ended").at);
		got.link = await experiments[0].link();
		got.digest = seen(0, "result").value === first ? "same" : "another";
		return got;
	})()`, &got)
	t.Logf("together at most %.0f MB", peak)
	if got.Frames > 3 || got.Results != 10 || got.Overlaps != 0 || got.Digest != "same" || !strings.Contains(got.Link,
		"view.lambda=0.125") {
		t.Errorf("%+v", got)
	}
	// The promise is 500 MB, the log shows 330 to 340. Frames that are never put aside, or leave behind what they
	// downloaded, take more.
	if peak > 450 {
		t.Errorf("ten experiments take %.0f MB", peak)
	}
}

// tenExperiments opens a page that holds ten, of which none is in view.
func tenExperiments(t testing.TB) *tab {
	t.Helper()
	school := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `%s<script src="%s/embed.js"></script><h1 style="height:2000px">Ten questions</h1>`,
			around, house.url)
		for i := range 10 {
			fmt.Fprintf(w,
				`<p style="height:300px">Question %d</p><one-basin src="#%s&seeds=%d,%d" figure=%q></one-basin>`, i+1,
				spirals, i+1, i+2, []string{"landscape", "path", "merged", "units"}[i%4])
		}
	}))
	t.Cleanup(school.Close)
	b := attend(t, school.URL)
	b.js(`sighted()`, nil)
	return b
}

// memory is what the browser's pages hold, in MB: the resident memory of the renderers, each page of it divided by the
// number of processes that share it. The process that draws is left out: without a graphics card it holds what
// otherwise is the card's.
func memory(t testing.TB) (megabytes float64) {
	t.Helper()
	for _, p := range processes(t) {
		if p.Type != "renderer" {
			continue
		}
		rollup, _ := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", p.ID))
		for line := range strings.Lines(string(rollup)) {
			var kB float64
			if n, _ := fmt.Sscanf(line, "Pss: %f kB", &kB); n == 1 {
				megabytes += kB / 1024
			}
		}
	}
	return megabytes
}
