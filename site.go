package main

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"os"
	"path"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// A site is a folder.
type site struct {
	root *os.Root // no name, and no link, leads out of it
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

// policy allows the site itself, the compiling of WebAssembly, and connections over https: to where a visitor fetches
// data from (docs/architecture.md says why), nothing else. web/pack writes it into the pages, too, for hosts that send
// none.
//
//go:embed web/policy.csp
var policy string

// headers go with every answer. Anybody may embed the site, since courses do: also a page without an origin (a file, a
// sandboxed frame, data:), for which frame-ancestors has no word, and a page that loads only what agrees to it, which
// takes the resource policy for embed.js and the embedder policy for the frame.
var headers = [][2]string{
	{"Content-Security-Policy", strings.TrimSpace(policy)},
	{"Cross-Origin-Resource-Policy", "cross-origin"},
	{"Cross-Origin-Embedder-Policy", "require-corp"},
	{"X-Content-Type-Options", "nosniff"},
	{"Referrer-Policy", "no-referrer"},
	{"Cache-Control", "no-cache"}, // keep it, but ask whether it is still the same: the tag answers
}

// types are the files a site may hold; a browser starts no module and compiles no wasm of another type.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8",
	".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
	".json": "application/json", ".wasm": "application/wasm",
	".svg": "image/svg+xml", ".png": "image/png", ".ico": "image/x-icon",
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
	accepted := r.Header.Values("Accept-Encoding")
	for _, c := range codings {
		if c.name != "" && !accepts(accepted, c.name) {
			continue
		}
		err := s.send(w, r, name, kind, c)
		switch {
		case err == nil:
			return
		case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
			w.Header().Set("Retry-After", "5")
			http.Error(w, "too many clients at once: try again in a moment", http.StatusServiceUnavailable)
			return
		case !errors.Is(err, errNotThere):
			http.Error(w, "cannot read "+name, http.StatusInternalServerError)
			return
		}
	}
	http.NotFound(w, r)
}

// A coding is a way to send a file: as its twin with the suffix, or as it is.
type coding struct{ name, suffix string }

// codings in the order of preference.
var codings = []coding{{"br", ".br"}, {"gzip", ".gz"}, {}}

// errNotThere says that a site has no such file, or no twin of it that holds the same.
var errNotThere = errors.New("not there")

// send answers with one coding of a file.
func (s *site) send(w http.ResponseWriter, r *http.Request, name, kind string, c coding) error {
	f, sum, err := s.open(name + c.suffix)
	if err != nil {
		return err
	}
	defer f.Close()
	if c.name != "" {
		if err := s.holds(name, c, sum); err != nil {
			return err
		}
		w.Header().Set("Content-Encoding", c.name)
		if size, err := f.Seek(0, io.SeekEnd); err == nil && r.Header.Get("Range") == "" {
			w.Header().Set("Content-Length", strconv.FormatInt(size, 10))
		}
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("ETag", `"`+sum[:24]+`"`) // a strong tag, one for every coding
	http.ServeContent(w, r, name, time.Time{}, f)
	return nil
}

// open opens a file and hashes what it holds.
func (s *site) open(name string) (f *os.File, sum string, err error) {
	f, err = s.root.Open(name)
	if errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) {
		return nil, "", err
	} else if err != nil {
		return nil, "", errNotThere // or it may not be read: nobody is told which
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		f.Close()
		return nil, "", errNotThere
	}
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		f.Close()
		return nil, "", err
	}
	return f, hex.EncodeToString(h.Sum(nil)), nil
}

// holds returns no error if a twin with the hash sum holds what its file holds now: the manifest, which was written
// with the twin, names both.
func (s *site) holds(name string, c coding, sum string) error {
	made, known := s.manifest().Files[name]
	if twin := made.Twins[c.name]; !known || twin.Sum != sum || twin.Bytes == 0 { // nothing packs to nothing
		return errNotThere
	}
	f, plain, err := s.open(name)
	if err != nil {
		return err
	}
	f.Close()
	if plain != made.Sum {
		return errNotThere
	}
	return nil
}

// manifestName is the file in which web/pack writes down what it put together.
const manifestName = "manifest.json"

// A manifest says of every file of the site, and of its twins by the names of their codings, how long it is and the
// SHA-256 of its bytes.
type manifest struct {
	Files map[string]struct {
		made
		Twins map[string]made
	}
}

type made struct {
	Bytes int64
	Sum   string `json:"sha256"`
}

// manifest reads the manifest; a site without one has no twins.
func (s *site) manifest() manifest {
	text, err := s.root.ReadFile(manifestName)
	if err != nil {
		return manifest{}
	}
	return readManifest(text)
}

// readManifest reads a manifest's text; one that is none names no file.
func readManifest(text []byte) (m manifest) {
	if json.Unmarshal(text, &m) != nil {
		return manifest{}
	}
	return m
}
