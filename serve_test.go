package main

import (
	"bytes"
	"compress/gzip"
	"context"
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

// A small site: a page, a program with both compressed twins, a stale twin, a dot file, a folder.
func testSite(t *testing.T) *site {
	t.Helper()
	dir := t.TempDir()
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write([]byte("engine"))
	z.Close()
	for name, text := range map[string]string{
		"index.html": "<title>page</title>", "engine.wasm": "engine", "engine.wasm.br": "br twin", "engine.wasm.gz": packed.String(),
		"page.js": "new", "page.js.gz": "old", ".secret": "no", "fonts/.hidden": "no", "fonts/a.woff2": "font", "data.unknownkind": "x",
	} {
		full := filepath.Join(dir, name)
		os.MkdirAll(filepath.Dir(full), 0o755)
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	old := time.Now().Add(-time.Hour)
	os.Chtimes(filepath.Join(dir, "page.js.gz"), old, old)
	later := time.Now().Add(time.Minute) // twins are written after their file
	os.Chtimes(filepath.Join(dir, "engine.wasm.br"), later, later)
	os.Chtimes(filepath.Join(dir, "engine.wasm.gz"), later, later)
	s, err := open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.root.Close() })
	return s
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
		{"/engine.wasm", "br;q=nonsense", ""},
		{"/page.js", "gzip, br", ""}, // its twin is stale
		{"/index.html", "gzip, br", ""},
	} {
		r := get(s, c.target, "Accept-Encoding", c.accept)
		if r.StatusCode != 200 || r.Header.Get("Content-Encoding") != c.coding || r.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s, %q: %d %q", c.target, c.accept, r.StatusCode, r.Header.Get("Content-Encoding"))
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
	before := get(s, "/page.js").Header.Get("ETag")
	f, err := s.root.OpenFile("page.js", os.O_WRONLY|os.O_TRUNC, 0)
	if err != nil {
		t.Fatal(err)
	}
	f.WriteString("newer")
	f.Close()
	if r := get(s, "/page.js", "If-None-Match", before); r.StatusCode != 200 || body(r) != "newer" {
		t.Errorf("a changed file: %d", r.StatusCode)
	}
}

func TestWhatIsNotServed(t *testing.T) {
	s := testSite(t)
	for _, target := range []string{"/.secret", "/fonts/.hidden", "/fonts/", "/fonts", "/missing", "/../serve.go", "/fonts/../.secret", "/fonts//a.woff2", "/%2e%2e/go.mod"} {
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
