package web_test

import "testing"

// everyMatcher is the default experiment with all the matchers that fit it.
const everyMatcher = "match=wm,ours,climbs,group,sinkhorn,am,amc,ste,ste-random,planted"

// searchesForTheLoss are those from random starts, on a small experiment, and on networks that were shaken.
const searchesForTheLoss = "n=200&nt=100&net=16-12&steps=200&restarts=2&act=tanh&shake=5&start=random&starts=2&" +
	"searchsteps=150&match=group,ste,swap,sinkhorn-mid,sinkhorn-rand"

// Every matcher finds in the page, with SIMD and any number of workers, what it finds natively.
func TestEveryMatcherIsTheSameInThePage(t *testing.T) {
	needSite(t)
	for _, link := range []string{everyMatcher, searchesForTheLoss} {
		want := native(t, link)
		for _, query := range []string{"?workers=2", "?workers=5"} {
			r := open(t, query+"#"+link).result()
			if r.Digest != want.Digest {
				t.Errorf("%s#%s: digest %q, natively %q", query, link, r.Digest, want.Digest)
			}
		}
	}
}
