package web_test

import (
	"encoding/json"
	"fmt"
	"io"
	"math/bits"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	net "github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"onebasin/lmc/lab/bring"
	readers "onebasin/toynets/reading"
)

// flowers are n rows of two inputs in three classes.
func flowers(n int) []byte {
	var b strings.Builder
	b.WriteString("width,height,species\n")
	for i := range n {
		fmt.Fprintf(&b, "%d,%d.5,%s\n", i, i%7, []string{"iris", "rose", "tulip"}[i%3])
	}
	return []byte(b.String())
}

// a visited host remembers who asked it for what.
type visited struct {
	*httptest.Server
	mu   sync.Mutex
	asks []http.Header
}

func visitable(t *testing.T, answer http.HandlerFunc) *visited {
	v := new(visited)
	v.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v.mu.Lock()
		v.asks = append(v.asks, r.Header)
		v.mu.Unlock()
		answer(w, r)
	}))
	t.Cleanup(v.Close)
	return v
}

func (v *visited) asked() []http.Header {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.asks
}

func (v *visited) host() string { return strings.TrimPrefix(v.URL, "http://") }

// beside serves the site with files beside the page.
func beside(t *testing.T, files map[string][]byte) string {
	t.Helper()
	site, err := url.Parse(house.url)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(site)
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if content, ok := files[r.URL.Path]; ok {
			w.Write(content)
			return
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(host.Close)
	return host.URL
}

// ownLink is a link of files of examples, without where they are.
func ownLink(t *testing.T, files ...bring.File) string {
	t.Helper()
	look, err := bring.Data(files, 0)
	if err != nil {
		t.Fatal(err)
	}
	return look.Fragment() + "&net=4&steps=20&restarts=1&lambdas=3"
}

// withData is the digest of a link by the command with files of examples.
func withData(t *testing.T, link string, files ...bring.File) string {
	t.Helper()
	dir := t.TempDir()
	var paths []string
	for _, f := range files {
		paths = append(paths, filepath.Join(dir, f.Name))
		if err := os.WriteFile(paths[len(paths)-1], f.Bytes, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command(house.engine, "run", "-data", strings.Join(paths, ","), link).Output()
	var native result
	if err == nil {
		err = json.Unmarshal(out, &native)
	}
	if err != nil {
		t.Fatal(err)
	}
	return native.Digest
}

// Files beside the page are fetched at once, several too, and nobody else is asked.
func TestDataOfThePagesOwnHost(t *testing.T) {
	needSite(t)
	const n = 60
	images := append([]byte{0, 0, 8, 3, 0, 0, 0, n, 0, 0, 0, 2, 0, 0, 0, 2}, make([]byte, 4*n)...)
	labels := []byte{0, 0, 8, 1, 0, 0, 0, n}
	for i := range n {
		images[16+4*i] = byte(i)
		labels = append(labels, byte(i%3))
	}
	x, y := bring.NewFile("x.idx", images), bring.NewFile("y.idx", labels)
	host := beside(t, map[string][]byte{"/data/x.idx": images, "/data/y.idx": labels})
	link := ownLink(t, x, y)
	b := openURL(t, host+"/index.html#"+link+"&view.from=data/x.idx,data/y.idx", "404")
	b.js(published, nil)
	if got, want := b.result().Digest, withData(t, link, x, y); got != want {
		t.Errorf("digest %s, want %s", got, want)
	}
	var text string
	f := bring.NewFile("flowers.csv", flowers(60))
	b.js(`onebasin.run(`+quote(ownLink(t, f)+"&view.from=data%2Fflowers.csv")+`).catch(() => 0).then(() =>
		document.querySelector('[data-notice="error"]').textContent)`, &text)
	if !strings.Contains(text, "has no file at "+host+"/data/flowers.csv (it answers 404)") {
		t.Errorf("a file that is not there: %q", text)
	}
}

// Another host is asked only after a person said so, who is told which; and what it answers is looked at before it is
// used. Every way in which that fails is said in a sentence, and the next address works.
func TestDataOfAnotherHost(t *testing.T) {
	needSite(t)
	f := bring.NewFile("flowers.csv", flowers(60))
	third := visitable(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Write(f.Bytes)
	})
	closed := visitable(t, func(w http.ResponseWriter, r *http.Request) { w.Write(f.Bytes) })
	far := visitable(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		switch r.URL.Path {
		case "/flowers.csv":
			w.Write(f.Bytes)
		case "/other.csv":
			w.Write(flowers(61)[7:][:len(f.Bytes)])
		case "/page.csv":
			io.WriteString(w, "<!DOCTYPE html><title>Sign in</title>")
		case "/moved.csv":
			http.Redirect(w, r, third.URL+"/flowers.csv", http.StatusFound)
		case "/endless.csv": // does not say how long it is
			for r.Context().Err() == nil {
				w.Write(make([]byte, 1<<16))
				w.(http.Flusher).Flush()
			}
		case "/huge.csv":
			w.Header().Set("Content-Length", fmt.Sprint(1<<40))
			w.Write(f.Bytes)
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		default:
			http.NotFound(w, r)
		}
	})
	link := ownLink(t, f)
	b := openURL(t, house.url+"/index.html#"+quick, "Failed to load resource", "Access to fetch", "net::ERR_")
	b.js(published, nil)
	b.result()
	b.js(`void (document.cookie = "secret=1")`, nil) // cookies know hosts, not ports
	sized := fmt.Sprintf("&view.names=flowers.csv_%d", len(f.Bytes))
	offered := func(address, more string) (text string) {
		b.js(`document.querySelector("#own")?.close(), onebasin.run(`+quote(link+more+"&view.from="+
			url.QueryEscape(address))+`).catch(() => 0).then(() =>
			document.querySelector('[data-notice="error"]').textContent)`, &text)
		return text
	}
	fetch := func(host string) {
		b.js(`[...document.querySelectorAll('[data-notice="error"] button')].find((b) =>
			b.textContent === `+quote("Fetch from "+host)+`).click()`, nil)
	}
	for _, c := range []struct {
		name, address, more, says string
		host                      *visited
	}{
		{"404", far.URL + "/none.csv", sized, "has no file at " + far.URL + "/none.csv (it answers 404)", far},
		{"a page", far.URL + "/page.csv", sized, `found a web page ("<!doctype html>`, far},
		{"another file", far.URL + "/other.csv", sized, "other.csv is not a file of this link: its SHA-256", far},
		{"leads on", far.URL + "/moved.csv", sized, "on to another address, which is not followed", far},
		{"larger than the link says", far.URL + "/endless.csv", sized, "is larger than 1 kB", far},
		{"larger than any", far.URL + "/huge.csv", "", "is larger than 536.9 MB", far},
		{"forbids it", closed.URL + "/flowers.csv", sized, "its answer lacks Access-Control-Allow-Origin", closed},
	} {
		before := len(c.host.asked())
		text := offered(c.address, c.more)
		if !strings.Contains(text, "It says that they are at "+c.host.host()+", another host than this page’s. "+
			"Nothing was fetched from there") {
			t.Errorf("%s: asked %q", c.name, text)
		}
		if n := len(c.host.asked()); n != before {
			t.Fatalf("%s: the host was asked before anybody said so", c.name)
		}
		fetch(c.host.host())
		b.js(`until(() => document.querySelector("#own .own-trouble")?.textContent.includes(`+quote(c.says)+`))`, nil)
	}
	if n := len(third.asked()); n > 0 {
		t.Error("what leads on to another host was followed")
	}
	for address, says := range map[string]string{
		"http://192.0.2.1/a.csv":    "only addresses that begin with https:// are fetched",
		"javascript:alert(1)":       "only addresses that begin with https:// are fetched",
		"https://a:b@192.0.2.1/a":   "an address with a password",
		"https://[bad/flowers.csv":  "which is no address",
		"data:text/csv;base64,MSwy": "only addresses that begin with https:// are fetched",
	} {
		if text := offered(address, sized); !strings.Contains(text, says) {
			t.Errorf("%s: says %q", address, text)
		}
	}

	offline := func(yes bool) {
		for _, err := range []error{
			second(chromedp.Call(b.ctx, net.OverrideNetworkState, net.OverrideNetworkStateParams{Offline: yes,
				DownloadThroughput: -1, UploadThroughput: -1})),
			second(chromedp.Call(b.ctx, net.EmulateNetworkConditionsByRule, net.EmulateNetworkConditionsByRuleParams{
				MatchedNetworkConditions: []*net.Conditions{{Offline: yes, DownloadThroughput: -1,
					UploadThroughput: -1}}})),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	offered(far.URL+"/flowers.csv", sized)
	offline(true)
	fetch(far.host())
	b.js(`until(() => document.querySelector("#own .own-trouble")?.textContent
		.includes("This browser is offline"))`, nil)
	offline(false)

	// The dialog, too, says where from and has the button.
	b.shot("own-elsewhere")
	b.js(`[...document.querySelectorAll("#own button")].find((b) => b.textContent === `+quote("Fetch from "+far.host())+
		`).click()`, nil)
	var r result
	b.js(`until(() => onebasin.result()?.experiment.includes("data=file") && onebasin.result())`, &r)
	if want := withData(t, link, f); r.Digest != want {
		t.Errorf("digest %s, want %s", r.Digest, want)
	}
	for _, h := range far.asked() {
		if h.Get("Cookie") != "" || h.Get("Referer") != "" {
			t.Errorf("the host was told %v", h)
		}
	}
}

// A host whose own policy is narrower than the page's is named as the reason.
func TestAPolicyForbidsOtherHosts(t *testing.T) {
	f := bring.NewFile("flowers.csv", flowers(60))
	far := visitable(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Write(f.Bytes)
	})
	address := otherHost(t, ruled("connect-src 'self'"))
	b := openURL(t, address+"#"+ownLink(t, f)+"&view.from="+url.QueryEscape(far.URL+"/flowers.csv"),
		"Content Security Policy", "Content-Security-Policy", "Refused to connect", "Fetch API")
	b.js(`until(() => document.querySelector('[data-notice="error"]'))
		.then((n) => n.querySelector("button").click())`, nil)
	b.js(`until(() => document.querySelector("#own .own-trouble")?.textContent.includes(`+
		`"A policy of this page’s server forbids to fetch flowers.csv from "))`, nil)
	if len(far.asked()) > 0 {
		t.Error("the policy was not asked")
	}
}

// The page takes no larger files by address than its reader unpacks.
func TestTheLargestFileIsTheReaders(t *testing.T) {
	text, err := os.ReadFile("own/remote.js")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`MOST = 2 \*\* (\d+);`).FindSubmatch(text)
	if m == nil || fmt.Sprint(bits.TrailingZeros(readers.MostBytes)) != string(m[1]) {
		t.Errorf("the page takes %q, the reader %d", m, readers.MostBytes)
	}
}

// Since the page's policy lets it ask any host over https, this holds who asks anybody at all: scripts that load the
// page's own files, by names that no link can change, and the one that fetches files for a visitor.
func TestWhoAsks(t *testing.T) {
	asks := regexp.MustCompile(`(?m)^[^*/]*[^.\w*/]fetch\(|^fetch\(|` +
		`XMLHttpRequest|sendBeacon|WebSocket|EventSource|RTCPeer`)
	var found []string
	for _, pattern := range []string{"*.js", "own/*.js", "match/*.js", "fork/*.js"} {
		scripts, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range scripts {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if asks.Match(text) {
				found = append(found, filepath.ToSlash(name))
			}
		}
	}
	want := "faults.js kept.js labs.js page.js worker.js own/reader.js own/remote.js"
	if got := strings.Join(found, " "); got != want {
		t.Errorf("%s ask; known to are %s", got, want)
	}
}
