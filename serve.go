// Command onebasin serves the built site: a static server for dist/ that knows the types of its files, sends the compressed twin of a file where there is one, and
// lets a browser keep what has not changed.
//
//	go run . -addr 127.0.0.1:8080 -dir dist
//
// Any other static web host does as well, also in a subfolder; this one needs nothing but Go. It listens on the loopback interface unless told otherwise.
package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:8080", "`host:port` to listen on; port 0 takes a free one")
	dir := flag.String("dir", "dist", "`folder` to serve")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "serve: unexpected argument %q\n", flag.Arg(0))
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := serve(ctx, *addr, *dir, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "serve:", err)
		os.Exit(1)
	}
}

// serve prints the address and answers until the context ends; requests under way then have three seconds.
func serve(ctx context.Context, addr, dir string, out io.Writer) error {
	s, err := open(dir)
	if err != nil {
		return err
	}
	defer s.root.Close()
	l, err := net.Listen("tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("%s is taken by another program; choose another address with -addr, for example -addr 127.0.0.1:0 for any free port", addr)
	} else if err != nil {
		return fmt.Errorf("cannot listen on %s: %w", addr, err)
	}
	fmt.Fprintf(out, "One Basin is at http://%s/ (Ctrl-C stops)\n", l.Addr())
	server := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	return server.Shutdown(grace)
}

// A site is a folder and the tags of the files that were asked for.
type site struct {
	root *os.Root // no name, and no link, leads out of it
	tags sync.Map // name → tag
}

type tag struct {
	size     int64
	modified time.Time
	value    string
}

func open(dir string) (*site, error) {
	root, err := os.OpenRoot(dir)
	if err == nil {
		if _, err = root.Stat("index.html"); err == nil {
			return &site{root: root}, nil
		}
		root.Close()
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no built site in %s: run ./build.sh first", dir)
	}
	return nil, fmt.Errorf("cannot read %s: %w", dir, err)
}

// headers go with every answer. The policy allows the site itself and the compiling of WebAssembly, nothing else; anybody may embed it in a frame, since courses do.
var headers = [][2]string{
	{"Content-Security-Policy", "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; " +
		"img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors *"},
	{"X-Content-Type-Options", "nosniff"},
	{"Referrer-Policy", "no-referrer"},
	{"Cache-Control", "no-cache"}, // keep it, but ask whether it is still the same: the tag answers
}

// types are the files a site may hold; a browser starts no module and compiles no wasm of another type.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8",
	".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
	".json": "application/json", ".wasm": "application/wasm", ".svg": "image/svg+xml", ".png": "image/png", ".ico": "image/x-icon",
	".woff2": "font/woff2", ".ttf": "font/ttf", ".txt": "text/plain; charset=utf-8", ".md": "text/plain; charset=utf-8",
	".csv": "text/csv; charset=utf-8", ".webmanifest": "application/manifest+json",
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	for _, h := range headers {
		w.Header().Set(h[0], h[1])
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if !fs.ValidPath(name) || strings.HasPrefix(name, ".") || strings.Contains(name, "/.") {
		http.NotFound(w, r)
		return
	}
	kind, known := types[path.Ext(name)]
	if !known {
		if kind = mime.TypeByExtension(path.Ext(name)); kind == "" {
			kind = "application/octet-stream"
		}
	}
	w.Header().Set("Vary", "Accept-Encoding")
	for _, c := range codings {
		if c.name != "" && !accepts(r.Header.Get("Accept-Encoding"), c.name) {
			continue
		}
		if s.send(w, r, name, kind, c) {
			return
		}
	}
	http.NotFound(w, r)
}

// codings in the order of preference; the last is the file as it is.
var codings = []struct{ name, suffix string }{{"br", ".br"}, {"gzip", ".gz"}, {"", ""}}

// send answers with one coding of a file, or reports that there is no such file. A twin older than its file is stale and is passed over.
func (s *site) send(w http.ResponseWriter, r *http.Request, name, kind string, c struct{ name, suffix string }) bool {
	f, err := s.root.Open(name + c.suffix)
	if err != nil {
		return false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	if c.name != "" {
		plain, err := s.root.Stat(name)
		if err != nil || info.ModTime().Before(plain.ModTime()) {
			return false
		}
		w.Header().Set("Content-Encoding", c.name)
		if r.Header.Get("Range") == "" {
			w.Header().Set("Content-Length", strconv.FormatInt(info.Size(), 10))
		}
	}
	value, err := s.tag(name+c.suffix, info, f)
	if err != nil {
		w.Header().Del("Content-Encoding")
		w.Header().Del("Content-Length")
		http.Error(w, "cannot read "+name, http.StatusInternalServerError)
		return true
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("ETag", value)
	http.ServeContent(w, r, name, time.Time{}, f)
	return true
}

// tag returns a hash of the file's bytes in quotes: a strong tag, one for every coding. It is computed anew when size or time of the file change.
func (s *site) tag(name string, info fs.FileInfo, f io.ReadSeeker) (string, error) {
	if old, ok := s.tags.Load(name); ok {
		if t := old.(tag); t.size == info.Size() && t.modified.Equal(info.ModTime()) {
			return t.value, nil
		}
	}
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	t := tag{info.Size(), info.ModTime(), `"` + hex.EncodeToString(h.Sum(nil)[:12]) + `"`}
	s.tags.Store(name, t)
	return t.value, nil
}

// accepts reports whether an Accept-Encoding header takes a coding: named without q=0, or covered by *.
func accepts(header, coding string) bool {
	star := false
	for part := range strings.SplitSeq(header, ",") {
		name, parameters, _ := strings.Cut(strings.TrimSpace(part), ";")
		name = strings.TrimSpace(name)
		q, given := strings.CutPrefix(strings.ReplaceAll(parameters, " ", ""), "q=")
		weight, err := strconv.ParseFloat(q, 64)
		wanted := !given || (err == nil && weight > 0)
		if strings.EqualFold(name, coding) {
			return wanted
		}
		star = star || name == "*" && wanted
	}
	return star
}
