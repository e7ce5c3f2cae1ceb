package web_test

import "testing"

// everyMatcher is the default experiment with all the matchers that fit it.
const everyMatcher = "match=wm,ours,sinkhorn,am,amc,ste,ste-random,planted"

// Every matcher finds in the page, with SIMD and any number of workers, what it finds natively.
func TestEveryMatcherIsTheSameInThePage(t *testing.T) {
	needSite(t)
	want := native(t, everyMatcher)
	for _, query := range []string{"?workers=2", "?workers=5"} {
		r := open(t, query+"#"+everyMatcher).result()
		if r.Digest != want.Digest {
			t.Errorf("%s: digest %q, natively %q", query, r.Digest, want.Digest)
		}
	}
}
