package main

import (
	"bytes"
	"compress/gzip"
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
		{"lmc/a_test.go", false}, {"lmc/testdata/golden.png", false}, {"web/.swap", false}, {"docs/text.md", false}, {"dist/engine.wasm", false}, {"web/pack/id.go", false},
	} {
		if changed := id(c.name, "changed") != base; changed != c.counts {
			t.Errorf("%s: the id changed: %v", c.name, changed)
		}
	}
}

func TestCopyTakesPagesAndRemovesStrangers(t *testing.T) {
	web := tree(t, map[string]string{"index.html": "page", "fonts/a.woff2": "font", "fonts/README.md": "how", "a_test.go": "test", "pack/main.go": "tool", ".hidden.js": ""})
	dist := tree(t, map[string]string{"engine.wasm": "built", "engine.wasm.br": "twin", "gone.js": "old", "gone.js.gz": "old twin", "index.html": "old page"})
	if err := copySite(web, dist); err != nil {
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
	if want := "engine.wasm engine.wasm.br fonts/a.woff2 index.html"; strings.Join(got, " ") != want {
		t.Errorf("dist holds %v", got)
	}
	if text, _ := os.ReadFile(filepath.Join(dist, "index.html")); string(text) != "page" {
		t.Errorf("index.html is %q", text)
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
	// The same contents under another name cost nothing even in a quick run; new contents lose their twin.
	os.Rename(filepath.Join(dist, "page.js"), filepath.Join(dist, "other.js"))
	os.WriteFile(filepath.Join(dist, "page.js"), []byte(text+"changed"), 0o644)
	if err := writeTwins(dist, cache, true); err != nil || twin("other.js.br") == nil || twin("page.js.br") != nil {
		t.Errorf("quick: %v, %d, %d", err, len(twin("other.js.br")), len(twin("page.js.br")))
	}
}

func TestModulesArePreloaded(t *testing.T) {
	web := tree(t, map[string]string{
		"index.html": "<head>\n<script type=\"module\" src=\"page.js\"></script>\n</head>",
		"plain.html": "<script src=\"old.js\"></script>",
		"page.js":    "// import \"./never.js\"\nimport { BUILD } from \"./build.js\";\nimport {\n  a,\n} from \"./a.js\";\nconst later = () => import(\"./later.js\");\n",
		"a.js":       "import \"./b.js\";\nimport { c } from \"./lib/c.js\";\n", "b.js": "import { a } from \"./a.js\";\n", "lib/c.js": "export { d } from \"./d.js\";\n", "lib/d.js": "",
	})
	dist := t.TempDir()
	if err := copySite(web, dist); err != nil {
		t.Fatal(err)
	}
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join(dist, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	want := "<head>\n"
	for _, name := range []string{"build.js", "a.js", "b.js", "lib/c.js", "lib/d.js"} {
		want += "<link rel=\"modulepreload\" href=\"" + name + "\">\n"
	}
	if got := read("index.html"); got != want+"<script type=\"module\" src=\"page.js\"></script>\n</head>" {
		t.Error(got)
	}
	if got := read("plain.html"); got != "<script src=\"old.js\"></script>" {
		t.Error(got)
	}
	if err := os.Remove(filepath.Join(web, "b.js")); err != nil {
		t.Fatal(err)
	}
	if err := copySite(web, dist); err == nil {
		t.Error("a module that is not there is passed over")
	}
}
