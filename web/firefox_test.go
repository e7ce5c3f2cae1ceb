package web_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os/exec"
	"testing"
	"time"
)

// A second browser, without a driver: it opens a page that holds the site in a frame, asks it for the default result
// and sends back what it heard. Headless Firefox has no WebGL2, which shows at once that everything but the pictures
// works without it.
func TestFirefoxReproducesTheDigest(t *testing.T) {
	needSite(t)
	firefox := firefoxPath(t)
	site, err := url.Parse(house.url)
	if err != nil {
		t.Fatal(err)
	}
	heard := make(chan []byte, 1)
	mux := http.NewServeMux()
	mux.Handle("/", httputil.NewSingleHostReverseProxy(site))
	mux.HandleFunc("/probe", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, probe)
	})
	mux.HandleFunc("POST /heard", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		select {
		case heard <- body:
		default:
		}
	})
	server := httptest.NewServer(mux)
	defer server.Close()

	var said bytes.Buffer
	c := exec.Command(firefox, "--headless", "--no-remote", "--profile", t.TempDir(), server.URL+"/probe")
	c.Stdout, c.Stderr = &said, &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		c.Process.Kill()
		c.Wait()
	}()
	select {
	case body := <-heard:
		var got struct {
			Digest, Trees, Fork, Sequence, Agent, Error string
			SIMD, WebGL                                 bool
			Sentence                                    string
		}
		if err := json.Unmarshal(body, &got); err != nil {
			t.Fatalf("%v: %s", err, body)
		}
		t.Logf("%s: SIMD %v, WebGL2 %v: %s", got.Agent, got.SIMD, got.WebGL, got.Sentence)
		want := nativeDefault().Digest
		if got.Digest != want || got.Trees != treesDigest || got.Fork != forkDigest ||
			got.Sequence != sequenceDigest || got.Error != "" || got.Sentence == "" {
			t.Errorf("%+v, natively %s, %s, %s and %s", got, want, treesDigest, forkDigest, sequenceDigest)
		}
	case <-time.After(2 * time.Minute):
		t.Fatalf("Firefox sent nothing\n%s", said.String())
	}
}

const probe = `<!doctype html><meta charset="utf-8"><title>probe</title>
<iframe id="site" src="/index.html" width="1280" height="800"></iframe>
<script type="module">
const tell = (what) => fetch("/heard",
	{ method: "POST", body: JSON.stringify({ agent: navigator.userAgent, ...what }) });
try {
  const site = document.getElementById("site").contentWindow;
  await new Promise((done) => { document.getElementById("site").onload = done; });
  const { until } = (` + waits + `)(site);
  await until(() => site.onebasin?.result());
  const { simd, webgl } = await site.onebasin.ready;
  const heard = { digest: site.onebasin.result().digest, simd, webgl,
	sentence: site.document.getElementById("sentence").textContent };
  const frame = document.getElementById("site");
  for (const [lab, link] of [["trees", "` + treesLink + `"], ["fork", "` + forkLink + `"],
    ["sequence", "` + sequenceLink + `"]]) {
    frame.src = "/index.html?" + lab + "#" + link; // another program
    await new Promise((done) => { frame.onload = done; });
    const shown = (` + waits + `)(frame.contentWindow);
    await shown.until(() => frame.contentWindow.onebasin?.result());
    heard[lab] = frame.contentWindow.onebasin.result().digest;
  }
  tell(heard);
} catch (error) {
  tell({ error: String(error) });
}
</script>`
