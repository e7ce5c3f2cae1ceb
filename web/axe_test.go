package web_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// A judged tab knows what axe has found in it.
type judgedTab struct {
	*tab
	known map[string]bool
}

// judged opens a page with axe-core in every frame of it, the figures' included.
func judged(t *testing.T, url string) judgedTab {
	t.Helper()
	needSite(t)
	axe, err := os.ReadFile(filepath.Join(devTools(t), "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	b := newTab(t)
	if _, err := chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument,
		page.AddScriptToEvaluateOnNewDocumentParams{Source: string(axe)}); err != nil {
		t.Fatal(err)
	}
	b.do(chromedp.Navigate(url))
	b.js(helpers, nil)
	return judgedTab{b, map[string]bool{}}
}

// axe looks for what keeps people out, in the page and in the frames in it. What is serious or critical fails the test,
// the rest is reported.
func (b judgedTab) axe(state string) {
	b.t.Helper()
	var got struct {
		Passes, Frames int
		Violations     []struct {
			ID, Impact, Help string
			Nodes            []struct{ Target, Summary string }
		}
	}
	b.js(`quiet()`, nil) // what fades in is judged when it is there
	b.js(`axe.run(document, { resultTypes: ["violations", "passes"] }).then((r) => ({
		passes: r.passes.length,
		frames: new Set([...r.passes, ...r.violations].flatMap((rule) => rule.nodes.filter((n) => n.target.length > 1)
			.map((n) => String(n.target[0])))).size,
		violations: r.violations.map(({ id, impact, help, nodes }) =>
			({ id, impact, help, nodes: nodes.map((n) =>
				({ target: n.target.flat(3).join(" > "), summary: n.failureSummary })) })),
	}))`, &got)
	found := map[string]int{}
	for _, v := range got.Violations {
		found[v.Impact] += len(v.Nodes)
		for _, n := range v.Nodes {
			if b.known[v.ID+n.Target] {
				continue // said of an earlier state
			}
			b.known[v.ID+n.Target] = true
			text := fmt.Sprintf("%s: %s, %s (%s): %s: %s", state, v.Impact, v.Help, v.ID, n.Target,
				strings.ReplaceAll(n.Summary, "\n", " "))
			if v.Impact == "serious" || v.Impact == "critical" {
				b.t.Error(text)
			} else {
				b.t.Log(text)
			}
		}
	}
	b.t.Logf("axe, %s: %d rules passed, %d frames looked into; critical %d, serious %d, moderate %d, minor %d", state,
		got.Passes, got.Frames, found["critical"], found["serious"], found["moderate"], found["minor"])
	if got.Passes < 10 {
		b.t.Errorf("%s: axe tried %d rules only", state, got.Passes)
	}
}

// Nothing serious in any state of the page.
func TestAxe(t *testing.T) {
	const experiment = "#steps=300&restarts=2&net=16-16"
	for _, scheme := range []string{"light", "dark"} {
		for _, width := range []int64{1280, 390} {
			t.Run(fmt.Sprintf("%s, %d px", scheme, width), func(t *testing.T) {
				t.Parallel()
				b := judged(t, "about:blank")
				if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia,
					emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme",
						Value: scheme}}}); err != nil {
					t.Fatal(err)
				}
				b.do(chromedp.EmulateViewport(width, 844))
				b.do(chromedp.Navigate(house.url + "/index.html" + experiment))
				b.axe("loading")
				b.js(published, nil)
				b.js(helpers, nil)
				b.js(
					`(onebasin.run("steps=50000&net=16-16"),
						until(() => document.body.classList.contains("running") && heard.progress > 0))`, nil)
				b.axe("running")
				b.js(`(onebasin.cancel(), until(() => !document.body.classList.contains("running")))`, nil)
				b.axe("stopped")
				b.js(`onebasin.run(`+quote(experiment)+`)`, nil)
				b.js(`until(async () => (await onebasin.figures()).landscape)`, nil)
				b.axe("done")
				b.js(`onebasin.set("view.values=4&view.pairs=1").then(() => onebasin.study("sweep"))`, nil)
				b.axe("a study")
				b.js(`onebasin.set("view.study=")`, nil)
				b.js(`onebasin.run("lr=nan&foo=1&steps=20&restarts=1&digest=000000000000")`, nil)
				b.axe("notices")
				b.js(
					`onebasin.run("data=gauss&dim=1024&n=60000&nt=60000&net=1024-1024-1024-1024-1024-1024")
						.catch(() => {})`, nil)
				b.axe("error")
				if (scheme == "light") == (width > 900) {
					b.unfold()
				}
			})
		}
	}
}

// unfold opens everything that opens: panels, groups, menus and dialogs, one after another.
func (b judgedTab) unfold() {
	b.t.Helper()
	b.js(`(() => { for (const d of document.querySelectorAll("details")) d.open = true; })()`, nil)
	b.axe("panels open")
	var openers []string
	b.js(
		`[...document.querySelectorAll("[popovertarget], [aria-haspopup], [aria-controls][aria-expanded]")].filter(
			(e) => e.checkVisibility()).map((e, i) => {
				e.dataset.opener = i;
				return e.textContent.trim() || e.getAttribute("aria-label") || e.id;
			})`, &openers)
	for i, name := range openers {
		b.js(fmt.Sprintf(`document.querySelector('[data-opener="%d"]').click()`, i), nil)
		b.axe("open: " + strings.Join(strings.Fields(name), " "))
		b.js(`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }))`,
			nil)
		b.js(
			`(() => {
				for (const p of document.querySelectorAll(":popover-open")) p.hidePopover();
				for (const d of document.querySelectorAll("dialog[open]")) d.close();
			})()`, nil)
	}
	b.js(`document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "?", bubbles: true }))`, nil)
	var dialogs int
	b.js(`quiet().then(() => document.querySelectorAll("dialog[open], :popover-open").length)`, &dialogs)
	if dialogs > 0 {
		b.axe("shortcuts")
	}
	b.t.Logf("%d things that open: %q", len(openers), openers)
}

// Embedded, and a page of a course with experiments in it: before they start, and when they are done.
func TestAxeEmbedded(t *testing.T) {
	for _, embed := range []string{"all", "landscape", "path", "merged", "units"} {
		b := judged(t, house.url+"/index.html#steps=100&restarts=2&net=16-16&view.embed="+embed)
		b.js(published, nil)
		b.result()
		b.axe("embedded: " + embed)
	}
	b := judged(t, classroom(t, false)+"plain.html")
	b.js(
		`customElements.whenDefined("one-basin")
			.then(() => until(() => document.getElementById("path").result().then(Boolean)))`, nil)
	b.axe("a course")
}
