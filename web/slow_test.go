package web_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"path"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// slowHost serves the site with programs of which a part comes at once and the rest when the function it returns is
// called with their name.
func slowHost(t *testing.T, programs ...string) (address string, release func(program string)) {
	t.Helper()
	needSite(t)
	site, err := url.Parse(house.url)
	if err != nil {
		t.Fatal(err)
	}
	wait := map[string]context.Context{}
	open := map[string]context.CancelFunc{}
	for _, name := range programs {
		wait[name], open[name] = context.WithTimeout(context.Background(), 90*time.Second)
	}
	proxy := httputil.NewSingleHostReverseProxy(site)
	proxy.FlushInterval = -1
	proxy.ModifyResponse = func(r *http.Response) error {
		if c, ok := wait[path.Base(r.Request.URL.Path)]; ok {
			r.Body = &gate{r.Body, 2 << 20, c.Done()}
		}
		return nil
	}
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Del("Accept-Encoding") // parts are counted as they are
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(host.Close)
	for _, name := range programs {
		t.Cleanup(open[name])
	}
	return host.URL + "/index.html", func(program string) { open[program]() }
}

// A gate lets so many bytes through at once and the others when it is opened.
type gate struct {
	io.ReadCloser
	left int
	open <-chan struct{}
}

func (g *gate) Read(p []byte) (int, error) {
	if g.left == 0 {
		<-g.open
		return g.ReadCloser.Read(p)
	}
	n, err := g.ReadCloser.Read(p[:min(len(p), g.left)])
	g.left -= n
	return n, err
}

// On a slow network the page can be used before its programs are there, says what is still to come, and shows the
// result before what draws is there. Nothing moves when something comes.
func TestSlowNetwork(t *testing.T) {
	for _, width := range []int64{1280, 390} {
		address, release := slowHost(t, "engine-match.wasm", "lab.wasm")
		b := newTab(t)
		b.do(chromedp.EmulateViewport(width, 844))
		b.do(chromedp.Navigate(address + "#steps=100&restarts=2"))
		b.js(published, nil)
		b.js(helpers, nil)
		var said string
		b.js(
			`until(() => document.querySelector("#bar").value > 0.1 && document.getElementById("progress")
				.textContent)`, &said)
		t.Logf("%d px, the engine comes: %q", width, said)
		var value string // of a control that is used meanwhile
		b.js(
			`(() => {
				const n = document.getElementById("key-n");
				n.value = 50;
				n.dispatchEvent(new Event("change"));
				return n.value;
			})()`, &value)
		release("engine-match.wasm")
		b.js(`until(() => onebasin.result()).then((r) => new URLSearchParams(location.hash.slice(1)).get("n"))`, &value)
		if value != "50" {
			t.Errorf("%d px: what was typed before the engine came is lost: %s examples", width, value)
		}
		var coming struct {
			Seen bool
		}
		if b.js(
			`until(() => document.querySelector("#coming progress").value > 0.05)
				.then(() => ({ seen: document.getElementById("coming")
					.checkVisibility({ visibilityProperty: true }) }))`, &coming); !coming.Seen {
			t.Errorf("%d px: nothing says that the figures come", width)
		}
		release("lab.wasm")
		b.js(settled, nil)
		var shown bool
		if b.js(`document.getElementById("coming").checkVisibility()`, &shown); shown {
			t.Errorf("%d px: the figures still come when they are there", width)
		}
		var shift float64
		b.js(
			`new Promise((r) => new PerformanceObserver((list) =>
				r(list.getEntries().reduce((sum, e) => sum + e.value, 0))).observe({ type: "layout-shift",
					buffered: true }))`, &shift)
		if t.Logf("%d px: layout shift %.3f", width, shift); shift > 0.05 {
			t.Errorf("%d px: what comes moves the rest, a layout shift of %.3f", width, shift)
		}
	}
}
