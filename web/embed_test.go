package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
)

// Any static host will do, in any subfolder, inside another site's frame.
func TestSubfolderInAFrameOfAnotherSite(t *testing.T) {
	dist := os.Getenv("ONEBASIN_DIST")
	needSite(t)
	host := httptest.NewServer(http.StripPrefix("/course/week-3/", http.FileServer(http.Dir(dist))))
	defer host.Close()
	const fragment = "#steps=20&restarts=1&nt=100&lambdas=5"
	b := openURL(t, host.URL+"/course/week-3/"+fragment)
	b.js(published, nil)
	if r, want := b.result(), native(t, fragment); r.Digest != want.Digest {
		t.Errorf("in a subfolder: digest %s, natively %s", r.Digest, want.Digest)
	}

	// Our own server's policy lets others frame the page; a refusal would be an error in the console.
	course := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!doctype html><title>A course</title><link rel="icon" href="data:,"><h1>Week 3</h1>
<script>
const result = new Promise((told) => addEventListener("message", ({ source, data }) => {
  if (data.onebasin === "here") source.postMessage({ onebasin: "hello" }, "*");
  if (data.onebasin === "result") told(data.value);
}));
</script>
<iframe src="%s/index.html%s" width="1000" height="700"></iframe>`, house.url, fragment)
	}))
	defer course.Close()
	outer := openURL(t, course.URL+"/")
	outer.js(`result.then(() => 0)`, nil)
	outer.shot("embedded")
}
