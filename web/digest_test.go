package web_test

import (
	"regexp"
	"strings"
	"testing"
)

// The promise of a link: the same bits natively and in the page, with SIMD and without, with any number of workers. The
// whole default experiment is computed once with SIMD and once without; the numbers of workers share a smaller one.
func TestSameDigestEverywhere(t *testing.T) {
	const some = "n=200&nt=100&net=16-16&steps=150&restarts=5&match=wm,ours,am,ste&lambdas=11"
	small := native(t, some)
	for _, query := range []string{"", "?workers=1", "?workers=2", "?workers=3", "?workers=5", "?simd=0&workers=1",
		"?simd=0&workers=3"} {
		t.Run("page"+query, func(t *testing.T) {
			link, want := query, nativeDefault()
			if query != "" && query != "?simd=0&workers=3" {
				link, want = query+"#"+some, small
			}
			b := open(t, link)
			r := b.result()
			if r.Digest != want.Digest || !regexp.MustCompile(`^[0-9a-f]{12}$`).MatchString(r.Digest) {
				t.Errorf("digest %q, natively %q", r.Digest, want.Digest)
			}
			if r.Experiment != want.Experiment {
				t.Errorf("experiment %q, natively %q", r.Experiment, want.Experiment)
			}
			var ready struct {
				Build   string
				SIMD    bool
				Workers int
				WebGL   bool
			}
			b.js("onebasin.ready", &ready)
			if ready.Build != r.Build || ready.SIMD == strings.HasPrefix(query, "?simd=0") || !ready.WebGL {
				t.Errorf("ready %+v, build of the result %s", ready, r.Build)
			}
			if query == "" {
				b.shot("default")
			}
		})
	}
}

// Other tasks, activations, optimisers and depths take other code paths.
func TestSameDigestOnOtherExperiments(t *testing.T) {
	b := open(t, "#steps=20&restarts=1")
	for _, link := range []string{
		"data=moons&act=tanh&opt=sgd&lr=0.05&net=16&steps=200&restarts=2",
		"data=strokes&side=8&act=gelu&opt=adamw&net=24-16&steps=150&n=300&nt=200&restarts=2",
		"data=gauss&dim=7&classes=5&act=sigmoid&net=9-9-9&steps=100&n=203&nt=101&bs=37&restarts=3",
		"data=checker&net=33&match=wm,planted&steps=100&restarts=2&lambdas=11",
	} {
		t.Run(link, func(t *testing.T) {
			var r result
			b.js("onebasin.run("+quote(link)+")", &r)
			if want := native(t, link); r.Digest != want.Digest {
				t.Errorf("digest %q, natively %q\n%s\n%s", r.Digest, want.Digest, r.Experiment, want.Experiment)
			}
		})
	}
}
