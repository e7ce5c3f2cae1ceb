package web_test

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// everyMatcher is the default experiment with all the matchers that fit it.
const everyMatcher = "match=wm,ours,sinkhorn,am,amc,ste,ste-random,planted"

// Every matcher finds in the page, with SIMD and any number of workers, what it finds natively. Its time to the result is only said, for the benchmark to read.
func TestEveryMatcherIsTheSameInThePage(t *testing.T) {
	needSite(t)
	want := native(t, everyMatcher)
	for _, query := range []string{"?workers=2", "?workers=5"} {
		b := newTab(t)
		begin := time.Now()
		b.do(chromedp.Navigate(house.url + "/index.html" + query + "#" + everyMatcher))
		b.js(published, nil)
		r := b.result()
		t.Logf("every matcher, %s: result after %.1f s", strings.TrimPrefix(query, "?"), time.Since(begin).Seconds())
		if r.Digest != want.Digest {
			t.Errorf("%s: digest %q, natively %q", query, r.Digest, want.Digest)
		}
	}
}
