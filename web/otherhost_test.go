package web_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strconv"
	"strings"
	"testing"
)

// otherHost serves the site as another host might: alter is told of every file, may change its header, and says with
// which status and bytes it goes out. It returns the page's address.
func otherHost(t testing.TB, alter func(name string, header http.Header, text []byte) (int, []byte)) string {
	t.Helper()
	needSite(t)
	site, err := url.Parse(house.url)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(site)
	proxy.ModifyResponse = func(r *http.Response) error {
		text, err := io.ReadAll(r.Body)
		if err != nil {
			return err
		}
		if r.StatusCode == 200 {
			r.StatusCode, text = alter(strings.TrimPrefix(r.Request.URL.Path, "/"), r.Header, text)
			r.Status = strconv.Itoa(r.StatusCode) + " " + http.StatusText(r.StatusCode)
			r.Header.Set("Content-Length", strconv.Itoa(len(text)))
			r.ContentLength = int64(len(text))
		}
		r.Body = io.NopCloser(bytes.NewReader(text))
		return nil
	}
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Del("Accept-Encoding")
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(host.Close)
	return host.URL + "/index.html"
}
