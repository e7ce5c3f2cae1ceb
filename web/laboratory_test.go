package web_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// tiny is the site with a laboratory more, which no shared code names: see tinylab.
type tiny struct {
	dir, command, url string
}

// newTiny adds the laboratory to a copy of the built site, as build.sh adds the others.
func newTiny(t *testing.T) tiny {
	t.Helper()
	needSite(t)
	temp := t.TempDir()
	site := tiny{dir: filepath.Join(temp, "dist"), command: filepath.Join(temp, "command")}
	copyFolder(t, os.Getenv("ONEBASIN_DIST"), site.dir)
	script, err := os.ReadFile(filepath.Join(site.dir, "build.js"))
	if err != nil {
		t.Fatal(err)
	}
	build := regexp.MustCompile(`BUILD = "([^"]+)"`).FindSubmatch(script)
	if build == nil {
		t.Fatalf("build.js does not name the build: %s", script)
	}
	run := func(environment []string, name string, args ...string) []byte {
		t.Helper()
		c := exec.Command(name, args...)
		c.Env = append(os.Environ(), environment...)
		var problems bytes.Buffer
		c.Stderr = &problems
		out, err := c.Output()
		if err != nil {
			t.Fatalf("%s %q: %v\n%s", name, args, err, problems.String())
		}
		return out
	}
	flags := "-ldflags=-s -w -X onebasin/lmc/lab/wire.Build=" + string(build[1])
	wasm := []string{"GOOS=js", "GOARCH=wasm"}
	run(wasm, "go", "build", "-trimpath", flags, "-o", filepath.Join(site.dir, "engine-tiny.wasm"), "./tinylab/worker")
	run(wasm, "go", "build", "-trimpath", flags, "-o", filepath.Join(site.dir, "lab.wasm"), "./tinylab/canvas")
	run(nil, "go", "build", flags, "-o", site.command, "./tinylab/command")
	for name, args := range map[string][]string{"labs.json": {"labs"}, "schema-tiny.json": {"schema", "tiny"},
		"presets-tiny.json": {"presets", "tiny"}} {
		if err := os.WriteFile(filepath.Join(site.dir, name), run(nil, site.command, args...), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run(nil, "go", "run", "./pack", "copy", ".", site.dir, string(build[1]))
	site.url = serve(t, site.dir)
	return site
}

func serve(t *testing.T, dir string) string {
	t.Helper()
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	t.Cleanup(server.Close)
	return server.URL
}

// copyFolder copies what a server without twins serves.
func copyFolder(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil || strings.HasSuffix(path, ".br") || strings.HasSuffix(path, ".gz") {
			return err
		}
		name, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, name), 0o755)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, name), text, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// tinyResult is the result of the tests' laboratory.
type tinyResult struct {
	Experiment, Build, Digest string
	X, Y, Height              float64
}

func (s tiny) native(t *testing.T, link string) (r tinyResult) {
	t.Helper()
	out, err := exec.Command(s.command, "run", link).Output()
	if err != nil || json.Unmarshal(out, &r) != nil {
		t.Fatalf("run %q: %v %s", link, err, out)
	}
	return r
}

// A laboratory is a folder and a line in the mains: link, result, digest, tables, figures, studies, export, embed, the
// way to other laboratories and back, Stop, and a worker's death work for one that no shared code names.
func TestALaboratoryOfItsOwn(t *testing.T) {
	site := newTiny(t)
	page := func(t *testing.T, url string) *tab {
		t.Helper()
		b := openURL(t, url)
		b.js(published, nil)
		b.js(helpers, nil)
		return b
	}
	const done = `until(() => onebasin.result())`

	t.Run("result", func(t *testing.T) {
		b := page(t, site.url+"/index.html#lab=tiny&x=-0.4")
		var got tinyResult
		b.js(done, &got)
		if want := site.native(t, "lab=tiny&x=-0.4"); got != want {
			t.Errorf("%+v, natively %+v", got, want)
		}
		var shown struct {
			Hash, Sentence, Table, Digest string
			Lambda, Matchings, Valley     bool
			Places                        int
		}
		b.js(`(async () => ({ hash: location.hash, sentence: document.getElementById("sentence").textContent,
			table: document.querySelector(".result-tables").textContent,
				digest: document.getElementById("digest").textContent,
			lambda: document.getElementById("lambda").checkVisibility(),
				matchings: document.getElementById("pairs") !== null,
			valley: (await until(async () => (await onebasin.figures())?.frames?.valley)).w > 100 }))()`, &shown)
		if !strings.HasPrefix(shown.Hash, "#"+got.Experiment) || strings.Contains(shown.Hash, "match") {
			t.Errorf("the address %q does not hold %q alone", shown.Hash, got.Experiment)
		}
		if !strings.Contains(shown.Sentence, "left valley") || !strings.Contains(shown.Table, "At rest") ||
			!strings.Contains(shown.Digest, got.Digest) || shown.Lambda || shown.Matchings || !shown.Valley {
			t.Errorf("%+v", shown)
		}
		b.shot("tiny")
	})

	t.Run("digest", func(t *testing.T) {
		want := site.native(t, "lab=tiny")
		b := page(t, site.url+"/index.html#lab=tiny&digest="+want.Digest)
		var notice string
		b.js(`until(() => notice("digest"))`, &notice)
		if !strings.Contains(notice, "bit for bit") {
			t.Error(notice)
		}
		b.js(`onebasin.run("lab=tiny&x=-1&digest=`+want.Digest+
			`").then(() => until(() => notice("digest").includes("Not") && notice("digest")))`, &notice)
		if !strings.Contains(notice, "Not reproduced") {
			t.Error(notice)
		}
	})

	t.Run("study", func(t *testing.T) {
		b := page(t, site.url+"/index.html#lab=tiny")
		var got, want json.RawMessage
		b.js(done+`.then(() => onebasin.study("descent"))`, &got)
		out, err := exec.Command(site.command, "study", "descent", "lab=tiny").Output()
		if err != nil {
			t.Fatal(err)
		}
		want = out
		if canonicalJSON(t, got) != canonicalJSON(t, want) {
			t.Errorf("the page says %s, the command %s", got, want)
		}
		var names []string
		b.js(
			`until(async () => {
				const { charts } = await onebasin.figures();
				return charts?.every(({ known }) => known) && charts.map(({ name }) => name);
			})`, &names)
		if strings.Join(names, " ") != "height" {
			t.Errorf("charts %q", names)
		}
	})

	t.Run("export and embed", func(t *testing.T) {
		b := page(t, site.url+"/index.html#lab=tiny&view.embed=valley")
		b.js(done, nil)
		var table string
		b.js(`(async () => {
			const details = await until(() => document.querySelector('details[data-figure="valley"]'));
			details.open = true;
			return until(() => details.querySelectorAll("tbody tr").length > 10 && details.querySelector("thead")
				.textContent);
		})()`, &table)
		if table != "xy" {
			t.Errorf("the figure's numbers have the columns %q", table)
		}
	})

	t.Run("there and back", func(t *testing.T) {
		b := page(t, site.url+"/index.html#steps=30&restarts=1&nt=100&net=9")
		b.js(done, nil)
		b.js(`[...document.querySelectorAll("#labs a")].find((a) => a.textContent === "Tiny").click()`, nil)
		again := func(lab string) (link string) {
			t.Helper()
			for {
				// The page is opened anew, so what is asked of the old one may go unanswered.
				if b.try(published, nil) == nil && b.try(helpers, nil) == nil &&
					b.try(`until(() => document.documentElement.dataset.lab === `+quote(lab)+
						` && onebasin.result() && location.hash)`, &link) == nil {
					return link
				}
				if b.ctx.Err() != nil || t.Context().Err() != nil {
					t.Fatal("the page did not come")
				}
			}
		}
		if link := again("tiny"); !strings.Contains(link, "lab=tiny") || !strings.Contains(link, "steps=30") ||
			strings.Contains(link, "net=") {
			t.Errorf("what both have is kept: %s", link)
		}
		b.js(`history.back()`, nil)
		if link := again("match"); !strings.Contains(link, "net=9") {
			t.Errorf("Back leads to %s", link)
		}
	})

	t.Run("stop", func(t *testing.T) {
		b := page(t, site.url+"/index.html#lab=tiny")
		var first tinyResult
		b.js(done, &first)
		var why string
		b.js(`(async () => {
			const run = onebasin.run("lab=tiny&steps=1000000000");
			const off = onebasin.on("progress", () => { off(); onebasin.cancel(); });
			return run.then(() => "it finished", ({ message }) => message);
		})()`, &why)
		if why != "cancelled" {
			t.Error(why)
		}
		var again tinyResult
		if b.js(`onebasin.run("lab=tiny")`, &again); again != first {
			t.Errorf("after a stop %+v, before %+v", again, first)
		}
	})

	t.Run("a worker dies", func(t *testing.T) {
		harmed := t.TempDir()
		copyFolder(t, site.dir, harmed)
		for name, before := range map[string]string{"worker.js": saboteur, "engine.js": numbered} {
			path := filepath.Join(harmed, name)
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, append([]byte(before), text...), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		b := openURL(t, serve(t, harmed)+"/index.html?workers=1#lab=tiny", "broken on purpose")
		b.js(published, nil)
		b.js(helpers, nil)
		b.js(done, nil)
		var got tinyResult
		b.js(`(async () => {
			const run = onebasin.run("lab=tiny&steps=200000000");
			const off = onebasin.on("progress", ({ fraction }) => {
				if (fraction > 0.02) { off(); harm("compute 1", "throw"); }
			});
			return run;
		})()`, &got)
		if want := site.native(t, "lab=tiny&steps=200000000"); got != want {
			t.Errorf("%+v, natively %+v", got, want)
		}
	})
}

// A link of a laboratory that another program holds is run by that one, whoever was asked first; one of none is refused
// in the words of the command.
func TestALinkOfAnotherLaboratory(t *testing.T) {
	site := newTiny(t)
	b := openURL(t, site.url+"/index.html#lab=nosuch&steps=30")
	b.js(published, nil)
	b.js(helpers, nil)
	var said string
	b.js(`until(() => document.getElementById("notices").textContent)`, &said)
	var out bytes.Buffer
	c := exec.Command(site.command, "run", "lab=nosuch")
	c.Stderr = &out
	if err := c.Run(); err == nil {
		t.Error("the command runs a link of no laboratory")
	}
	want := strings.TrimSpace(strings.TrimPrefix(out.String(), "engine: "))
	if want == "" || !strings.Contains(said, want) {
		t.Errorf("the page says %q, the command %q", said, want)
	}
}

func canonicalJSON(t *testing.T, text json.RawMessage) string {
	t.Helper()
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
