package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// visit is web/visit.json, the manifest of a first visit: what everybody fetches, and what belongs to a laboratory,
// whose name stands for NAME; of several files the first that the site has; and what one with a hand of its own adds.
type visit struct {
	Shared     []string `json:"shared"`
	Laboratory []string `json:"laboratory"`
	Hand       []string `json:"hand"`
}

func firstVisit(t *testing.T) (manifest visit) {
	t.Helper()
	text, err := os.ReadFile("visit.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &manifest); err != nil {
		t.Fatal(err)
	}
	return manifest
}

// files returns what a first visit to a laboratory fetches, in order.
func (v visit) files(lab, dist string) []string {
	all := slices.Clone(v.Shared)
	for _, names := range v.Laboratory {
		for _, name := range strings.Split(strings.ReplaceAll(names, "NAME", lab), " or ") {
			if _, err := os.Stat(filepath.Join(dist, name)); err == nil {
				all = append(all, name)
				break
			}
		}
	}
	if slices.Contains(all, lab+"/hand.js") {
		all = append(all, v.Hand...)
	}
	slices.Sort(all)
	return all
}

// How much a first visit may download, with brotli. A page's program and that of the figures are most of it.
const (
	mostVisit   = 3.9e6
	mostEngine  = 1.25e6
	mostFigures = 2.4e6
)

// A first visit fetches what the manifest says, no more and no less, and that is small.
func TestFirstVisit(t *testing.T) {
	needSite(t)
	dist := os.Getenv("ONEBASIN_DIST")
	manifest := firstVisit(t)
	size := func(name string) int64 {
		for _, path := range []string{name + ".br", name} {
			if info, err := os.Stat(filepath.Join(dist, path)); err == nil {
				return info.Size()
			}
		}
		t.Fatalf("%s is missing in the site", name)
		return 0
	}
	for _, lab := range laboratories(t) {
		t.Run(lab, func(t *testing.T) {
			want := manifest.files(lab, dist)
			total := int64(0)
			for _, name := range want {
				total += size(name)
			}
			engine, figures := size("engine-"+lab+".wasm"), size("lab.wasm")
			t.Logf("%.2f MB, of which the engine %.2f MB, the figures' program %.2f MB", float64(total)/1e6,
				float64(engine)/1e6, float64(figures)/1e6)
			if float64(total) > mostVisit || float64(engine) > mostEngine || float64(figures) > mostFigures {
				t.Errorf("a first visit is %d bytes, the engine %d, the figures' program %d", total, engine, figures)
			}
			address, fetched := watchedHost(t)
			b := openURL(t, address+"#lab="+lab)
			b.js(published, nil)
			b.result()
			b.js(`settled().then(() => quiet()).then(() => null)`, nil)
			if got := fetched(); !slices.Equal(got, want) {
				t.Errorf("fetched and not in the manifest: %v\nin the manifest and not fetched: %v", without(got, want),
					without(want, got))
			}
		})
	}
}

func without(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return slices.Contains(b, s) })
}

// laboratories returns the names of those that the site has.
func laboratories(t *testing.T) (names []string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(os.Getenv("ONEBASIN_DIST"), "labs.json"))
	if err != nil {
		t.Fatal(err)
	}
	var labs []struct{ Name string }
	if err := json.Unmarshal(text, &labs); err != nil {
		t.Fatal(err)
	}
	for _, l := range labs {
		names = append(names, l.Name)
	}
	return names
}

// watchedHost serves the site at an address that no cache knows, and returns a function that tells what was fetched.
func watchedHost(t *testing.T) (address string, fetched func() []string) {
	t.Helper()
	site, err := url.Parse(house.url)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(site)
	var mu sync.Mutex
	var names []string
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		names = append(names, strings.TrimPrefix(r.URL.Path, "/"))
		mu.Unlock()
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(host.Close)
	return host.URL + "/index.html", func() []string {
		mu.Lock()
		defer mu.Unlock()
		slices.Sort(names)
		return slices.Compact(slices.Clone(names))
	}
}

// The engine is sent compressed, as the page's workers fetch it.
func TestTheEngineIsSentCompressed(t *testing.T) {
	b := open(t, "#steps=20&restarts=1")
	b.result()
	info, err := os.Stat(filepath.Join(os.Getenv("ONEBASIN_DIST"), "engine-match.wasm.br"))
	if err != nil {
		t.Fatal(err)
	}
	var sent int64 // workers fetch it, whose traffic the window is not told of
	b.js(`(async () => {
		const { BUILD } = await import("./build.js"), url = new URL("engine-match.wasm?b=" + BUILD, location.href).href;
		await (await fetch(url, { cache: "reload" })).arrayBuffer();
		return performance.getEntriesByName(url)[0].encodedBodySize;
	})()`, &sent)
	if sent != info.Size() {
		t.Errorf("the engine was sent in %d bytes, not %d", sent, info.Size())
	}
}

// While the engine computes, the page answers: its frames go on. ./build.sh bench says how long its tasks take.
func TestThePageAnswersWhileItComputes(t *testing.T) {
	b := open(t, "#steps=20&restarts=1&n=100&nt=100")
	b.result()
	var frames int
	b.js(`(async () => {
		let frames = 0, over = false;
		const run = onebasin.run("").then(() => { over = true; });
		while (!over) {
			await passed(1);
			frames++;
		}
		await run;
		return frames;
	})()`, &frames)
	if frames < 10 {
		t.Errorf("the page had %d frames while the engine computed", frames)
	}
}
