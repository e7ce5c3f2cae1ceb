package web_test

import (
	"bytes"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp"
)

// typed serves scripts as plain text.
func typed(name string, header http.Header, text []byte) (int, []byte) {
	if strings.HasSuffix(name, ".js") {
		header.Set("Content-Type", "text/plain; charset=utf-8")
		header.Del("X-Content-Type-Options")
	}
	return 200, text
}

// packed serves the compressed twin of files without saying so.
func packed(t *testing.T, suffix string, names ...string) func(string, http.Header, []byte) (int, []byte) {
	return func(name string, header http.Header, text []byte) (int, []byte) {
		if !slices.Contains(names, name) {
			return 200, text
		}
		twin, err := os.ReadFile(filepath.Join(os.Getenv("ONEBASIN_DIST"), name+suffix))
		if err != nil {
			t.Error(err)
		}
		header.Del("ETag")
		return 200, twin
	}
}

// ruled serves everything with another policy; the page's own stands in the page.
func ruled(policy string) func(string, http.Header, []byte) (int, []byte) {
	return func(_ string, header http.Header, text []byte) (int, []byte) {
		header.Set("Content-Security-Policy", policy)
		return 200, text
	}
}

// What a person reads where the page did not start.
const saysInstead = `(async () => {
	const shown = (e) => e && e.getClientRects().length > 0;
	for (let k = 0; k < 2400; k++) {
		const [notices, unstarted, progress] = ["notices", "unstarted", "progress"].map((id) =>
			document.getElementById(id));
		const loads = shown(progress) && progress.innerText.includes("Loading");
		if ((notices?.textContent && !loads) || (document.readyState === "complete" && shown(unstarted))) {
			return {
				text: notices.textContent + (shown(unstarted) ? unstarted.textContent : ""),
				progress: shown(progress) ? progress.innerText : "",
				links: [...notices.querySelectorAll("a")].map((a) => [a.href, a.target]),
			};
		}
		await new Promise((r) => setTimeout(r, 25));
	}
	throw new Error("nothing is said in a minute but " + document.getElementById("progress-text").textContent);
})()`

type reading struct {
	Text, Progress string
	Links          [][2]string
}

// A setting is what a host does, and what the page says then.
type setting struct {
	name  string
	alter func(string, http.Header, []byte) (int, []byte)
	says  []string
}

func hostSettings(t *testing.T) []setting {
	return []setting{
		{"types", typed, []string{"sends", ".js", "as text/plain; charset=utf-8", "has to be text/javascript"}},
		{"types, sniffing forbidden", func(name string, header http.Header, text []byte) (int, []byte) {
			if strings.HasSuffix(name, ".js") {
				header.Set("Content-Type", "application/octet-stream")
			}
			return 200, text
		}, []string{"its scripts have not started", "text/javascript"}},
		{"brotli unsaid, a script", packed(t, ".br", "page.js"),
			[]string{"page.js compressed", "Content-Encoding: br is missing"}},
		{"gzip unsaid, modules", packed(t, ".gz", "notices.js", "runs.js"),
			[]string{"notices.js, runs.js compressed", "Content-Encoding: gzip is missing"}},
		{"brotli unsaid, the engine", packed(t, ".br", "engine-match.wasm"),
			[]string{"The engine could not be loaded", "engine-match.wasm compressed", "Encoding: br is missing"}},
		{"brotli unsaid, the drawing program", packed(t, ".br", "lab.wasm"),
			[]string{"The figures cannot be drawn", "lab.wasm compressed", "Content-Encoding: br is missing"}},
		{"no wasm", ruled("default-src 'self'; img-src 'self' data:"),
			[]string{"Content-Security-Policy", "forbids WebAssembly", "script-src 'self' 'wasm-unsafe-eval'"}},
		{"no workers", ruled("default-src 'self'; worker-src 'none'; script-src 'self' 'wasm-unsafe-eval'"),
			[]string{"Content-Security-Policy", "worker-src"}},
		{"no connections", ruled("default-src 'self'; connect-src 'none'; script-src 'self' 'wasm-unsafe-eval'"),
			[]string{"Content-Security-Policy", "connect-src"}},
		{"no scripts", ruled("script-src 'none'"), []string{"its scripts have not started", "a policy forbids them"}},
		{"a sandbox without its origin", ruled("sandbox allow-scripts"),
			[]string{"allow-same-origin", `sandbox="allow-scripts allow-same-origin"`, "In a tab of its own it works"}},
		{"a sandbox without scripts", ruled("sandbox"), []string{"its scripts have not started", "allow-scripts"}},
	}
}

// check judges what was read at an address.
func (c setting) check(t *testing.T, address string, got reading) {
	t.Helper()
	for _, part := range c.says {
		if !strings.Contains(got.Text, part) {
			t.Errorf("it says %q, without %q", got.Text, part)
		}
	}
	if strings.Contains(got.Progress, "Loading") {
		t.Errorf("and goes on %q", got.Progress)
	}
	if c.name == "a sandbox without its origin" {
		if want := [][2]string{{address, "_blank"}}; !slices.Equal(got.Links, want) {
			t.Errorf("it leads to %q, not to %q", got.Links, want)
		}
	}
	t.Logf("it says: %s", got.Text)
}

// A host that does not do what the page needs, a frame that may not compute, a file from disk: the page says which
// setting it takes, and does not wait for ever.
func TestThePageSaysWhichSettingItTakes(t *testing.T) {
	needSite(t)
	for _, c := range hostSettings(t) {
		t.Run(c.name, func(t *testing.T) {
			address := otherHost(t, c.alter) + "#" + short
			b := openURL(t, address, "")
			var got reading
			b.js(saysInstead, &got)
			c.check(t, address, got)
			if c.name == "a sandbox without scripts" {
				return // nor has the test any there
			}
			b.shot("guard-" + strings.ReplaceAll(c.name, " ", "-"))
		})
	}
	t.Run("a file", func(t *testing.T) {
		b := openURL(t, fromDisk(t), "")
		var got reading
		b.js(saysInstead, &got)
		asAFile.check(t, "", got)
		b.shot("guard-file")
	})
}

// In Firefox, which has other words for all of it, the page says the same.
func TestFirefoxSaysWhichSettingItTakes(t *testing.T) {
	needSite(t)
	f := startFirefox(t)
	for _, c := range append(hostSettings(t), asAFile) {
		if c.name == "a sandbox without scripts" {
			continue // nor has the test any there
		}
		f.t.Log(c.name)
		address := fromDisk(t)
		if c.alter != nil {
			address = otherHost(t, c.alter) + "#" + short
		}
		var window struct{ Handle string }
		f.do("WebDriver:NewWindow", map[string]any{"type": "tab"}, &window) // where no page is that would be read
		f.do("WebDriver:SwitchToWindow", map[string]any{"handle": window.Handle}, nil)
		f.open(address)
		var got reading
		f.js(saysInstead, &got)
		c.check(t, address, got)
	}
}

var asAFile = setting{"a file", nil, []string{"from a file", "./build.sh serve"}}

// fromDisk is the address of the page as a file.
func fromDisk(t *testing.T) string {
	dist, err := filepath.Abs(os.Getenv("ONEBASIN_DIST"))
	if err != nil {
		t.Fatal(err)
	}
	return "file://" + filepath.ToSlash(dist) + "/index.html#" + short
}

// A script that was cut, anywhere, does not leave the page at "Loading the engine". What is said names it, or the page
// has what it needs.
func TestCutScripts(t *testing.T) {
	needSite(t)
	var scripts []string // of a first visit: what is fetched later cannot hold up a start
	for _, name := range firstVisit(t).Shared {
		if strings.HasSuffix(name, ".js") {
			scripts = append(scripts, name)
		}
	}
	if len(scripts) < 30 {
		t.Fatal(scripts)
	}
	// Nothing; in the middle; all statements but the last, which is no error of syntax: one of them for every sixth
	// script, more for those that others wait for.
	kinds := []string{"empty", "half", "its last line"}
	more := map[string][]string{
		"page.js": kinds, "worker.js": {"empty"}, "engine.js": {"half"}, "build.js": {"half"}, "kernel.js": {"half"},
		"lab.js": {"half"}, "labworker.js": {"empty"}, "wasm_exec.js": {"half"}, "rest.js": {"empty"},
	}
	for k, cut := range scripts {
		ways := more[cut]
		if ways == nil && k%6 == 0 {
			ways = kinds[k/6%3 : k/6%3+1]
		}
		if cut == "embed.js" || cut == "faults.js" || cut == "guard.js" {
			ways = nil // no part of a start; without the last the page starts, and nothing is said
		}
		if cut == "glossary.js" || cut == "words.js" {
			ways = nil // explain words once there is time for it: the result may be there before
		}
		text, err := os.ReadFile(filepath.Join(os.Getenv("ONEBASIN_DIST"), cut))
		if err != nil {
			t.Fatal(err)
		}
		last := bytes.LastIndex(text[:len(text)-1], []byte("\n")) + 1
		left := map[string]int{"empty": 0, "half": len(text) / 2, "its last line": last}
		for _, name := range ways {
			t.Run(cut+" "+name, func(t *testing.T) {
				b := openURL(t, otherHost(t, func(file string, header http.Header, text []byte) (int, []byte) {
					if file != cut {
						return 200, text
					}
					header.Del("ETag")
					return 200, text[:left[name]]
				})+"#"+short, "")
				var said string
				b.js(`(async () => {
					for (let k = 0; k < 2400; k++) {
						const said = document.getElementById("notices").textContent;
						if (said) return said;
						if (window.onebasin?.result() && document.getElementById("coming").hidden) return "";
						await new Promise((r) => setTimeout(r, 25));
					}
					throw new Error("a minute of " + document.getElementById("progress-text").textContent);
				})()`, &said)
				if !strings.Contains(said, cut) {
					t.Errorf("it says %q", said)
				}
				t.Logf("%q", said)
			})
		}
	}
}

// A host or a browser that keeps old scripts gives the page a mixture of builds. It says so, has the browser's copies
// replaced, and one reload later all is of one build.
func TestScriptsOfAnotherBuild(t *testing.T) {
	var old atomic.Bool
	old.Store(true)
	address := otherHost(t, func(name string, header http.Header, text []byte) (int, []byte) {
		if name != "dom.js" || !old.Load() {
			return 200, text
		}
		header.Del("ETag")
		header.Set("Cache-Control", "max-age=3600")
		return 200, regexp.MustCompile(`"[0-9a-f]{10}"\);\n$`).ReplaceAll(text, []byte("\"0123456789\");\n"))
	}) + "#" + short
	const until = `const until = async (f) => { while (!f()) await new Promise((r) => setTimeout(r, 25)); };`
	const said = `(async () => {
		` + until + `
		await until(() => window.onebasin?.result() && document.querySelector("[data-notice=build]"));
		return document.querySelector("[data-notice=build]").textContent;
	})()`
	b := openURL(t, address)
	var text string
	if b.js(said, &text); !strings.Contains(text, "dom.js") || !strings.Contains(text, "copy the whole of dist/") {
		t.Errorf("from a host with an old script: %q", text)
	}
	old.Store(false) // the host has them all now; the browser has kept one
	b.do(chromedp.Navigate("about:blank"))
	b.do(chromedp.Navigate(address))
	if b.js(said, &text); !strings.Contains(text, "had kept dom.js of another build") {
		t.Errorf("from the browser's cache: %q", text)
	}
	b.shot("guard-another-build")
	b.js(`window.before = true`, nil)
	b.js(`document.querySelector("[data-notice=build] button").click()`, nil)
	eventually(t, "the page anew", func() error { // a script that waits would go with the page before
		const anew = `!window.before && Boolean(window.onebasin?.result())`
		if there, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](anew)); err != nil {
			return err
		} else if !there {
			return errors.New("not there")
		}
		return nil
	})
	if b.js(`document.getElementById("notices").textContent`, &text); text != "" {
		t.Errorf("after a reload: %q", text)
	}
}

// Without guard.js the page starts all the same, and the words for browsers that start no scripts are hidden.
func TestWithoutItsGuard(t *testing.T) {
	b := openURL(t, otherHost(t, func(name string, _ http.Header, text []byte) (int, []byte) {
		if name == "guard.js" {
			return 404, nil
		}
		return 200, text
	})+"#"+short, "404", "guard.js")
	b.js(published, nil)
	b.result()
	var seen int
	if b.js(`document.getElementById("unstarted").getClientRects().length`, &seen); seen != 0 {
		t.Error("the page says that its scripts have not started")
	}
}
