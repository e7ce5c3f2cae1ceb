package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The test's own program is the server, too, when it is told so: signals and exit codes are those of a process.
func TestMain(m *testing.M) {
	if dir := os.Getenv("ONEBASIN_SERVE"); dir != "" {
		os.Args = []string{"serve", "-addr", "127.0.0.1:0", "-dir", dir}
		main()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// A small site: a page, a program with both compressed twins, a script whose twin holds something else, one with an
// empty twin, a dot file, a folder; and the manifest that a build would have written.
func testSite(t *testing.T) *site {
	t.Helper()
	dir := t.TempDir()
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write([]byte("engine"))
	z.Close()
	files := map[string]string{
		"index.html": "<title>page</title>", "engine.wasm": "engine", "engine.wasm.br": "br twin",
		"engine.wasm.gz": packed.String(),
		"page.js":        "new", "page.js.gz": "old", "empty.js": "1", "empty.js.br": "", ".secret": "no",
		"fonts/.hidden": "no",
		"fonts/a.woff2": "font", "data.unknownkind": "x",
	}
	for name, text := range files {
		put(t, filepath.Join(dir, name), text)
	}
	about := func(name string) map[string]any {
		return map[string]any{"bytes": len(files[name]),
			"sha256": fmt.Sprintf("%x", sha256.Sum256([]byte(files[name])))}
	}
	engine, page, empty := about("engine.wasm"), about("page.js"), about("empty.js")
	engine["twins"] = map[string]any{"br": about("engine.wasm.br"), "gzip": about("engine.wasm.gz")}
	page["twins"] = map[string]any{"gzip": about("engine.wasm.gz")}
	empty["twins"] = map[string]any{"br": about("empty.js.br")}
	text,
		err := json.Marshal(map[string]any{"files": map[string]any{"engine.wasm": engine, "page.js": page,
		"empty.js": empty}})
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, manifestName), string(text))
	s, err := open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.root.Close() })
	return s
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func get(s *site, target string, header ...string) *http.Response {
	r := httptest.NewRequest("GET", target, nil)
	for k := 0; k < len(header); k += 2 {
		r.Header.Set(header[k], header[k+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

func body(r *http.Response) string {
	b, _ := io.ReadAll(r.Body)
	return string(b)
}

func TestTypesAndHeaders(t *testing.T) {
	s := testSite(t)
	for _, c := range []struct{ target, kind, text string }{
		{"/", "text/html; charset=utf-8", "<title>page</title>"},
		{"/?workers=2", "text/html; charset=utf-8", "<title>page</title>"},
		{"/engine.wasm", "application/wasm", "engine"},
		{"/page.js", "text/javascript; charset=utf-8", "new"},
		{"/fonts/a.woff2", "font/woff2", "font"},
		{"/data.unknownkind", "application/octet-stream", "x"},
	} {
		r := get(s, c.target)
		if r.StatusCode != 200 || r.Header.Get("Content-Type") != c.kind || body(r) != c.text {
			t.Errorf("%s: %d %s", c.target, r.StatusCode, r.Header.Get("Content-Type"))
		}
		for _, h := range headers {
			if r.Header.Get(h[0]) != h[1] {
				t.Errorf("%s: %s is %q", c.target, h[0], r.Header.Get(h[0]))
			}
		}
	}
}

func TestCodings(t *testing.T) {
	s := testSite(t)
	for _, c := range []struct{ target, accept, coding string }{
		{"/engine.wasm", "", ""},
		{"/engine.wasm", "gzip, deflate, br", "br"},
		{"/engine.wasm", "gzip, deflate", "gzip"},
		{"/engine.wasm", "br;q=0, gzip;q=0.5", "gzip"},
		{"/engine.wasm", "*", "br"},
		{"/engine.wasm", "identity, *;q=0", ""},
		{"/page.js", "gzip, br", ""},  // its twin holds other bytes than the build wrote
		{"/empty.js", "gzip, br", ""}, // nothing packs to nothing, whatever the manifest says
		{"/index.html", "gzip, br", ""},
	} {
		r := get(s, c.target, "Accept-Encoding", c.accept)
		if r.StatusCode != 200 || r.Header.Get("Content-Encoding") != c.coding ||
			r.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s, %q: %d %q", c.target, c.accept, r.StatusCode, r.Header.Get("Content-Encoding"))
		}
	}
	for accept, coding := range map[string]string{"deflate, gzip|br": "br", "br|gzip|br;q=0": "gzip"} {
		r := httptest.NewRequest("GET", "/engine.wasm", nil)
		r.Header["Accept-Encoding"] = strings.Split(accept, "|")
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if got := w.Result().Header.Get("Content-Encoding"); got != coding {
			t.Errorf("lines %s: %q", accept, got)
		}
	}
}

// A copy of a site, by cp -r or tar -m, has other times, in any order. Its twins are sent all the same; what is never
// sent is a twin of other contents, however new it is.
func TestTwinsAreKnownByTheirContents(t *testing.T) {
	s := testSite(t)
	coding := func() string {
		t.Helper()
		r := get(s, "/engine.wasm", "Accept-Encoding", "br")
		if r.StatusCode != 200 {
			t.Fatal(r.Status)
		}
		return r.Header.Get("Content-Encoding")
	}
	at := func(name string) string { return filepath.Join(s.root.Name(), name) }
	old := time.Now().Add(-time.Hour)
	if err := os.Chtimes(at("engine.wasm.br"), old, old); err != nil {
		t.Fatal(err)
	}
	if c := coding(); c != "br" {
		t.Errorf("the twin of an older time: %q", c)
	}
	put(t, at("engine.wasm"), "ENGINE") // built again; the twin not yet
	if err := os.Chtimes(at("engine.wasm"), old, old); err != nil {
		t.Fatal(err)
	}
	if c := coding(); c != "" {
		t.Errorf("the twin of what the file held before: %q", c)
	}
	put(t, at("engine.wasm"), "engine")
	put(t, at("engine.wasm.br"), "br tw") // cut short in copying
	if c := coding(); c != "" {
		t.Errorf("a twin that is not whole: %q", c)
	}
	put(t, at("engine.wasm.br"), "br twin")
	for _, text := range []string{"", "{", `{"files": {}}`} {
		put(t, at(manifestName), text)
		if c := coding(); c != "" {
			t.Errorf("manifest %q: %q", text, c)
		}
	}
}

func TestUnchangedIsNotSentAgain(t *testing.T) {
	s := testSite(t)
	tags := map[string]bool{}
	for _, accept := range []string{"", "gzip", "br"} {
		first := get(s, "/engine.wasm", "Accept-Encoding", accept)
		tag := first.Header.Get("ETag")
		if !strings.HasPrefix(tag, `"`) || tags[tag] {
			t.Errorf("%q: tag %s is weak, or another coding's", accept, tag)
		}
		tags[tag] = true
		again := get(s, "/engine.wasm", "Accept-Encoding", accept, "If-None-Match", tag)
		if again.StatusCode != http.StatusNotModified || body(again) != "" || again.Header.Get("ETag") != tag {
			t.Errorf("%q: %d", accept, again.StatusCode)
		}
	}
	// Other bytes have another tag, also those of the same size and time.
	path := filepath.Join(s.root.Name(), "page.js")
	before, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	tag := get(s, "/page.js").Header.Get("ETag")
	put(t, path, "NEW")
	if err := os.Chtimes(path, before.ModTime(), before.ModTime()); err != nil {
		t.Fatal(err)
	}
	if r := get(s, "/page.js", "If-None-Match", tag); r.StatusCode != 200 || body(r) != "NEW" ||
		r.Header.Get("ETag") == tag {
		t.Errorf("a changed file: %d, tag %s after %s", r.StatusCode, r.Header.Get("ETag"), tag)
	}
	put(t, path, "new")
	if r := get(s, "/page.js", "If-None-Match", tag); r.StatusCode != http.StatusNotModified {
		t.Errorf("the same bytes again: %d", r.StatusCode)
	}
}

func TestWhatIsNotServed(t *testing.T) {
	s := testSite(t)
	for _, target := range []string{"/.secret", "/fonts/.hidden", "/fonts/", "/fonts", "/missing", "/../serve.go",
		"/fonts/../.secret", "/fonts//a.woff2", "/%2e%2e/go.mod"} {
		if r := get(s, target); r.StatusCode != 404 {
			t.Errorf("%s: %d", target, r.StatusCode)
		}
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("POST", "/", nil))
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", w.Code)
	}
}

func TestServesUntilTold(t *testing.T) {
	s := testSite(t)
	ctx, cancel := context.WithCancel(t.Context())
	pipe, out := io.Pipe()
	done := make(chan error)
	go func() { done <- serve(ctx, "127.0.0.1:0", s.root.Name(), out) }()
	line := make([]byte, 200)
	n, _ := pipe.Read(line)
	_, rest, _ := strings.Cut(string(line[:n]), "http://")
	address, _, _ := strings.Cut(rest, "/")
	r, err := http.Get("http://" + address + "/")
	if err != nil || r.StatusCode != 200 {
		t.Fatalf("said %q: %v", line[:n], err)
	}
	r.Body.Close()
	cancel()
	if err := <-done; err != nil {
		t.Errorf("shutdown: %v", err)
	}
}

func TestSaysWhatIsWrong(t *testing.T) {
	s := testSite(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, c := range []struct{ addr, dir, says string }{
		{"127.0.0.1:0", filepath.Join(t.TempDir(), "dist"), "run ./build.sh"},
		{"127.0.0.1:0", t.TempDir(), "run ./build.sh"},
		{l.Addr().String(), s.root.Name(), "is taken"},
		{"nonsense", s.root.Name(), "cannot listen on nonsense"},
	} {
		if err := serve(t.Context(), c.addr, c.dir, io.Discard); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s, %s: %v", c.addr, c.dir, err)
		}
	}
}
