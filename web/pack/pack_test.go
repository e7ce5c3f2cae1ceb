package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

// tree writes files under a new folder.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	top := t.TempDir()
	for name, text := range files {
		path := filepath.Join(top, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return top
}

func TestIdIsTheTrees(t *testing.T) {
	files := map[string]string{"go.mod": "module m", "go.sum": "", "web/page.js": "1", "lmc/a.go": "package lmc"}
	id := func(change string, to string) string {
		edited := map[string]string{}
		for name, text := range files {
			edited[name] = text
		}
		if change != "" {
			edited[change] = to
		}
		got, err := identify(tree(t, edited))
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	base := id("", "")
	if len(base) != 10 || id("", "") != base {
		t.Fatalf("%q is not repeated", base)
	}
	for _, c := range []struct {
		name   string
		counts bool
	}{
		{"web/page.js", true}, {"lmc/a.go", true}, {"web/new.css", true}, {"go.mod", true},
		{"lmc/a_test.go", false}, {"lmc/testdata/golden.png", false}, {"web/.swap", false}, {"docs/text.md", false},
		{"dist/engine.wasm", false}, {"web/pack/id.go", false},
	} {
		if changed := id(c.name, "changed") != base; changed != c.counts {
			t.Errorf("%s: the id changed: %v", c.name, changed)
		}
	}
}

const (
	head     = "<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	finished = "<html lang=\"en\" data-build=\"0123456789\" data-labs=\"tiny\">\n<head>\n<meta charset=\"utf-8\">\n" +
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\">\n"
	aPolicy   = "default-src 'self'\n"
	someBuild = "0123456789"
	someLabs  = `[{"name":"tiny","title":"Tiny","help":"Small."}]`
)

func TestCopyTakesPagesAndRemovesStrangers(t *testing.T) {
	web := tree(t, map[string]string{"policy.csp": aPolicy, "index.html": head + "page", "fonts/a.woff2": "font",
		"fonts/README.md": "how", "a_test.go": "test", "pack/main.go": "tool", ".hidden.js": ""})
	dist := tree(t, map[string]string{labsName: someLabs, "engine-tiny.wasm": "built", "engine-tiny.wasm.br": "twin",
		"engine-old.wasm": "gone", "gone.js": "old", "gone.js.gz": "old twin", "index.html": "old page"})
	if err := copySite(web, dist, someBuild); err != nil {
		t.Fatal(err)
	}
	var got []string
	filepath.WalkDir(dist, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			name, _ := filepath.Rel(dist, path)
			got = append(got, filepath.ToSlash(name))
		}
		return err
	})
	if want := "build.js engine-tiny.wasm engine-tiny.wasm.br fonts/a.woff2 index.html labs.json"; strings.Join(got,
		" ") != want {
		t.Errorf("dist holds %v", got)
	}
	if text, _ := os.ReadFile(filepath.Join(dist, "index.html")); string(text) != finished+"page" {
		t.Errorf("index.html is %q", text)
	}
}

// A page that has no place for the policy or the build is not passed over.
func TestPagesWithoutAPlace(t *testing.T) {
	for _, page := range []string{"page", head + head, strings.Replace(head, "utf-8", "latin1", 1),
		strings.Replace(head, "en", "de", 1)} {
		web := tree(t, map[string]string{"policy.csp": aPolicy, "index.html": page})
		if err := copySite(web, tree(t, map[string]string{labsName: someLabs}), someBuild); err == nil ||
			!strings.Contains(err.Error(), "index.html") {
			t.Errorf("%q: %v", page, err)
		}
	}
}

// Every script says at its end which build it is of; what runs in other people's pages adds nothing to them.
func TestScriptsAreMarked(t *testing.T) {
	web := tree(t, map[string]string{"policy.csp": aPolicy, "page.js": "1;\n",
		"lab/tree.js": "2;\n", "embed.js": "3;\n"})
	dist := tree(t, map[string]string{labsName: someLabs, "engine-tiny.wasm": "four", "lab.wasm": "three",
		"wasm_exec.js": "Go\n"})
	if err := copySite(web, dist, someBuild); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"page.js":      "1;\nglobalThis.builds?.set(\"page.js\", \"0123456789\");\n",
		"lab/tree.js":  "2;\nglobalThis.builds?.set(\"lab/tree.js\", \"0123456789\");\n",
		"embed.js":     "3;\n",
		"wasm_exec.js": "Go\n",
		"build.js": "export const BUILD = \"0123456789\";\nexport const BYTES = { \"engine-tiny.wasm\": 4, " +
			"\"lab.wasm\": 5 };\n" +
			"export const LABS = [{\"hand\":false,\"help\":\"Small.\",\"name\":" +
			"\"tiny\",\"own\":false,\"title\":\"Tiny\"}];\n" +
			"globalThis.builds?.set(\"build.js\", \"0123456789\");\n",
	} {
		if text, err := os.ReadFile(filepath.Join(dist, name)); err != nil || string(text) != want {
			t.Errorf("%s is %q, %v", name, text, err)
		}
	}
}

func TestTwinsHoldTheirFile(t *testing.T) {
	text := strings.Repeat("the loss rises from A to B\n", 400)
	dist, cache := tree(t, map[string]string{"page.js": text, "tiny.js": "1", "font.woff2": text}), t.TempDir()
	twin := func(name string) []byte {
		b, _ := os.ReadFile(filepath.Join(dist, name))
		return b
	}
	if err := writeTwins(dist, cache, true); err != nil || twin("page.js.br") != nil {
		t.Fatalf("a quick run compressed: %v", err)
	}
	if err := writeTwins(dist, cache, false); err != nil {
		t.Fatal(err)
	}
	br, _ := io.ReadAll(brotli.NewReader(bytes.NewReader(twin("page.js.br"))))
	z, err := gzip.NewReader(bytes.NewReader(twin("page.js.gz")))
	if err != nil {
		t.Fatal(err)
	}
	gz, _ := io.ReadAll(z)
	if string(br) != text || string(gz) != text {
		t.Error("a twin does not unpack to its file")
	}
	if twin("tiny.js.br") != nil || twin("font.woff2.br") != nil {
		t.Error("a twin that does not help was written")
	}
	// A twin in the cache that was cut, as by a full disk, is made anew, and is not taken where there is no time for
	// that.
	for name, text := range map[string]string{".br": "", ".gz": string(twin("page.js.gz")[:40])} {
		kept, err := filepath.Glob(filepath.Join(cache, "*"+name))
		if err != nil || len(kept) == 0 {
			t.Fatal(kept, err)
		}
		for _, path := range kept {
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	wholeBr, wholeGz := twin("page.js.br"), twin("page.js.gz")
	if err := writeTwins(dist, cache, true); err != nil || twin("page.js.br") != nil || twin("page.js.gz") != nil {
		t.Errorf("quick, with cut twins: %v, %d, %d", err, len(twin("page.js.br")), len(twin("page.js.gz")))
	}
	if err := writeTwins(dist, cache, false); err != nil || !bytes.Equal(twin("page.js.br"), wholeBr) ||
		!bytes.Equal(twin("page.js.gz"), wholeGz) {
		t.Errorf("after cut twins: %v, %d, %d", err, len(twin("page.js.br")), len(twin("page.js.gz")))
	}
	// The same contents under another name cost nothing even in a quick run; new contents lose their twin.
	os.Rename(filepath.Join(dist, "page.js"), filepath.Join(dist, "other.js"))
	os.WriteFile(filepath.Join(dist, "page.js"), []byte(text+"changed"), 0o644)
	if err := writeTwins(dist, cache, true); err != nil || twin("other.js.br") == nil || twin("page.js.br") != nil {
		t.Errorf("quick: %v, %d, %d", err, len(twin("other.js.br")), len(twin("page.js.br")))
	}
}

func TestModulesArePreloaded(t *testing.T) {
	web := tree(t, map[string]string{
		"policy.csp": aPolicy,
		"index.html": head + "<script type=\"module\" src=\"page.js\"></script>\n</head>",
		"plain.html": head + "<script src=\"old.js\"></script>",
		"page.js": "// import \"./never.js\"\nimport { BUILD } from \"./build.js\";\nimport {\n  a,\n} from " +
			"\"./a.js\";\nconst later = () => import(\"./later.js\");\n",
		"a.js": "import \"./b.js\";\nimport { c } from \"./lib/c.js\";\n",
		"b.js": "import { a } from \"./a.js\";\n", "lib/c.js": "export { d } from \"./d.js\";\n", "lib/d.js": "",
	})
	dist := tree(t, map[string]string{labsName: someLabs})
	if err := copySite(web, dist, someBuild); err != nil {
		t.Fatal(err)
	}
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join(dist, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	want := finished
	for _, name := range []string{"build.js", "a.js", "b.js", "lib/c.js", "lib/d.js"} {
		want += "<link rel=\"modulepreload\" href=\"" + name + "\">\n"
	}
	if got := read("index.html"); got != want+"<script type=\"module\" src=\"page.js\"></script>\n</head>" {
		t.Error(got)
	}
	if got := read("plain.html"); got != finished+"<script src=\"old.js\"></script>" {
		t.Error(got)
	}
	if err := os.Remove(filepath.Join(web, "b.js")); err != nil {
		t.Fatal(err)
	}
	if err := copySite(web, dist, someBuild); err == nil {
		t.Error("a module that is not there is passed over")
	}
}

// The manifest says what is there: sizes and hashes of every file and of its twins.
func TestManifestDescribesTheSite(t *testing.T) {
	text := strings.Repeat("the loss rises from A to B\n", 400)
	dist := tree(t, map[string]string{"page.js": text, "fonts/a.woff2": "font", manifestName: "of a site before"})
	if err := writeTwins(dist, t.TempDir(), false); err != nil {
		t.Fatal(err)
	}
	if err := writeManifest(dist); err != nil {
		t.Fatal(err)
	}
	var m struct {
		Files map[string]struct {
			Bytes  int
			Sha256 string
			Twins  map[string]struct {
				Bytes  int
				Sha256 string
			}
		}
	}
	read := func(name string) []byte {
		b, err := os.ReadFile(filepath.Join(dist, name))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	if err := json.Unmarshal(read(manifestName), &m); err != nil {
		t.Fatal(err)
	}
	page := m.Files["page.js"]
	if len(m.Files) != 2 || len(page.Twins) != 2 || page.Bytes != len(text) || page.Sha256 != fmt.Sprintf("%x",
		sha256.Sum256([]byte(text))) {
		t.Errorf("%+v", m)
	}
	for coding, suffix := range map[string]string{"br": ".br", "gzip": ".gz"} {
		twin := read("page.js" + suffix)
		if got := page.Twins[coding]; got.Bytes != len(twin) || got.Sha256 != fmt.Sprintf("%x", sha256.Sum256(twin)) {
			t.Errorf("%s: %+v", coding, got)
		}
	}
	if font := m.Files["fonts/a.woff2"]; font.Bytes != 4 || font.Twins != nil {
		t.Errorf("%+v", font)
	}
}
