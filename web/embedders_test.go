package web_test

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// outer is a page around the site's frame; it keeps what the frame tells it.
const outer = `<!doctype html><meta charset="utf-8"><title>A course</title><link rel="icon" href="data:,">
<script>const told = []; addEventListener("message", ({ data }) => told.push(data));
const frame = () => document.querySelector("iframe").contentWindow;
addEventListener("message", ({ data }) => {
	if (data.onebasin === "here") frame().postMessage({ onebasin: "hello" }, "*");
});</script>
<iframe %s src="%s" width="900" height="600"></iframe>`

// heardOf waits until the page around the frame was told something of the kind, and returns it.
func (b *tab) heardOf(kind string, out any) {
	b.t.Helper()
	b.js(`(async () => {
		for (let k = 0; k < 2400; k++) {
			const found = told.find(({ onebasin }) => onebasin === "`+kind+`");
			if (found) return found.value;
			await new Promise((r) => setTimeout(r, 25));
		}
		throw new Error("a minute with " + JSON.stringify(told.map(({ onebasin }) => onebasin)));
	})()`, out)
}

// Courses embed the site from everywhere: also from pages that have no origin, which a policy of ancestors refuses.
func TestEmbeddersWithoutAnOrigin(t *testing.T) {
	needSite(t)
	want := native(t, short).Digest
	src := html.EscapeString(house.url + "/index.html#" + short + "&view.embed=path")
	plain := fmt.Sprintf(outer, "", src)
	file := filepath.Join(t.TempDir(), "course.html")
	if err := os.WriteFile(file, []byte(plain), 0o644); err != nil {
		t.Fatal(err)
	}
	// A page within a page hands on what it is told. (By itself, a data: page has no part in this machine's network.)
	relay := strings.Replace(plain, "told.push(data)", `parent.postMessage(data, "*")`, 1)
	around := func(attributes string) string {
		return coursePage(t, `<script>const told = [];
addEventListener("message", ({ data }) => told.push(data));</script>
<iframe `+attributes+` width="900" height="600"></iframe>`)
	}
	for name, address := range map[string]string{
		"a file": "file://" + filepath.ToSlash(file),
		"data:":  around(`src="data:text/html;charset=utf-8,` + html.EscapeString(url.PathEscape(relay)) + `"`),
	} {
		t.Run(name, func(t *testing.T) {
			b := openURL(t, address)
			var r result
			if b.heardOf("result", &r); r.Digest != want {
				t.Errorf("digest %s, want %s", r.Digest, want)
			}
		})
	}
	t.Run("a sandboxed srcdoc", func(t *testing.T) {
		// A frame in it has its sandbox, and may not compute; that is said there, and to the pages around.
		b := openURL(t, around(`sandbox="allow-scripts" srcdoc="`+html.EscapeString(relay)+`"`), "")
		var said string
		if b.heardOf("unable", &said); !strings.Contains(said, "lacks allow-same-origin") {
			t.Errorf("it says %q", said)
		}
		b.shot("embedded-srcdoc")
	})
	t.Run("a sandboxed frame", func(t *testing.T) {
		b := openURL(t, coursePage(t, fmt.Sprintf(outer, `sandbox="allow-scripts"`, src)), "")
		var said string
		if b.heardOf("unable", &said); !strings.Contains(said, `<iframe sandbox="allow-scripts allow-same-origin">`) {
			t.Errorf("it says %q", said)
		}
		b.shot("embedded-sandbox")
	})
	t.Run("a sandboxed frame with its origin", func(t *testing.T) {
		b := openURL(t, coursePage(t, fmt.Sprintf(outer, `sandbox="allow-scripts allow-same-origin"`, src)))
		var r result
		if b.heardOf("result", &r); r.Digest != want {
			t.Errorf("digest %s, want %s", r.Digest, want)
		}
	})
	t.Run("an element in a sandboxed page", func(t *testing.T) {
		b := openURL(t, coursePage(t, anElement(), "Content-Security-Policy", "sandbox allow-scripts"), "")
		var said string
		b.js(`(async () => {
			const poster = document.querySelector("one-basin").shadowRoot.querySelector("[role=status]");
			const given = /sandbox|Nothing answers/; // the latter when the element gives up by itself
			while (!given.test(poster.textContent)) await new Promise((r) => setTimeout(r, 25));
			return poster.textContent;
		})()`, &said)
		if !strings.Contains(said, "lacks allow-same-origin") {
			t.Errorf("the poster says %q", said)
		}
	})
}

// A page that loads only what agrees to it, as those with shared memory must, has the element and its frame.
func TestEmbedderThatRequiresAgreement(t *testing.T) {
	needSite(t)
	b := openURL(t, coursePage(t, anElement(),
		"Cross-Origin-Embedder-Policy", "require-corp", "Cross-Origin-Opener-Policy", "same-origin"))
	var got struct {
		Digest   string
		Isolated bool
	}
	b.js(`document.querySelector("one-basin").run()
		.then(({ digest }) => ({ digest, isolated: crossOriginIsolated }))`, &got)
	if want := native(t, short).Digest; got.Digest != want || !got.Isolated {
		t.Errorf("%+v, want digest %s", got, want)
	}
}

// anElement is the text of an element and its script.
func anElement() string {
	return `<script src="` + house.url + `/embed.js"></script>
<one-basin src="#` + short + `" figure="path"></one-basin>`
}

// coursePage serves the body of a page, with headers, and returns its address.
func coursePage(t *testing.T, body string, headers ...string) string {
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		for k := 0; k < len(headers); k += 2 {
			w.Header().Set(headers[k], headers[k+1])
		}
		fmt.Fprint(w, "<!doctype html><meta charset=utf-8><title>A course</title><link rel=icon href=data:,>", body)
	}))
	t.Cleanup(host.Close)
	return host.URL + "/"
}

// A host that sends no policy has the page's own: it does what our server's does.
func TestThePolicyStandsInThePage(t *testing.T) {
	needSite(t)
	host := httptest.NewServer(http.FileServer(http.Dir(os.Getenv("ONEBASIN_DIST"))))
	defer host.Close()
	for _, name := range []string{"index.html", "lab.html"} {
		r, err := http.Get(house.url + "/" + name)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r.Body)
		r.Body.Close()
		policy := r.Header.Get("Content-Security-Policy")
		meta := `<meta http-equiv="Content-Security-Policy" content="` + policy + `">`
		if err != nil || policy == "" || !strings.Contains(string(text), meta) {
			t.Errorf("%s does not say %q: %v", name, policy, err)
		}
	}
	b := openURL(t, host.URL+"/index.html#"+short, "Content Security Policy", "Content-Security-Policy")
	b.js(published, nil)
	if r, want := b.result(), native(t, short).Digest; r.Digest != want {
		t.Errorf("digest %s, want %s", r.Digest, want)
	}
	var ran bool
	b.js(`(() => {
		const script = document.createElement("script");
		script.textContent = "window.ran = true";
		document.head.append(script);
		return Boolean(window.ran);
	})()`, &ran)
	if ran {
		t.Error("the page ran a script that is none of its files")
	}
}

// The footer leads to the licences of every module that the programs are linked from, of Go, of the typeface and our
// own.
func TestThePageNamesItsLicences(t *testing.T) {
	b := open(t, "#"+short)
	var text string
	b.js(`fetch([...document.querySelectorAll("footer a")].find((a) => a.textContent === "Licences").href)
		.then((response) => response.text())`, &text)
	const format = "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}"
	c := exec.Command("go", "list", "-deps", "-f", format, "../wasm/programs/...")
	c.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	modules, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	names := strings.Split(strings.TrimSpace(string(modules)), "\n")
	if len(names) < 10 {
		t.Fatalf("only %d packages of other modules", len(names))
	}
	names = append(names, "One Basin", "Inter", "Go,", "Apache-2.0", "BSD-3-Clause", "OFL-1.1", "MIT",
		"TERMS AND CONDITIONS", "Hajime Hoshi", "The One Basin authors")
	for _, name := range names {
		if !strings.Contains(text, name) {
			t.Errorf("licences.txt does not name %s", name)
		}
	}
}
