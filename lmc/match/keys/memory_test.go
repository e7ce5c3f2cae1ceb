package keys_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/match/keys"
)

func read(t *testing.T, text string) keys.Experiment {
	t.Helper()
	l, problems := keys.Parse(text)
	require.Empty(t, problems, text)
	return l.Experiment
}

func TestTooLargeAnExperimentIsRefused(t *testing.T) {
	assert.NoError(t, read(t, "").Check())
	assert.NoError(t, read(t, "data=strokes&side=28&net=512-512").Check())
	huge := read(t, "data=strokes&side=28&n=60000&nt=60000&net=1024-1024-1024-1024-1024-1024&seeds=1,2,3,4,5,6,7,8")
	err := huge.Check()
	require.Error(t, err)
	assert.Regexp(t,
		`^this experiment would need about \d{4,} MB and at most 1024 MB are allowed; `+
			`make n, nt, net or the number of seeds smaller$`, err.Error())
}

// The estimate is at least what is kept for certain, and grows with everything that takes memory.
func TestMemoryEstimate(t *testing.T) {
	for _, text := range []string{"", "data=strokes&side=28&net=512-512&steps=50", "net=8&seeds=1,2,3",
		"data=gauss&dim=1024&n=60000"} {
		e := read(t, text)
		dim, _ := e.Shape()
		kept := 4 * ((e.N+e.NTest)*dim + len(e.Seeds)*e.MLP().Params()*e.Snapshots())
		assert.GreaterOrEqual(t, e.Memory(), int64(2*kept), text)
		assert.LessOrEqual(t, e.Memory(), int64(4*kept)+192<<20, "%s: and no wild overestimate", text)
	}
	// Peak resident sets of the native command with one worker, which holds the data twice where a page's programs hold
	// them once, in MB, on amd64.
	for text, seen := range map[string]int64{
		"data=strokes&side=28&n=30000&nt=10000&net=64&steps=5&restarts=1&lambdas=3":         270,
		"data=strokes&side=28&n=100&nt=100&net=1024-1024-1024&steps=3&restarts=1&lambdas=3": 529,
		"data=gauss&dim=1024&n=20000&nt=10&net=512&bs=4096&steps=2&restarts=1&lambdas=3":    488,
	} {
		assert.InEpsilon(t, seen, read(t, text).Memory()>>20, 0.35, text)
	}
	base := read(t, "").Memory()
	for _, more := range []string{"n=2000", "nt=2000", "net=65-64", "seeds=1,2,3", "data=strokes", "bs=51",
		"net=64-64-64", "match=wm,sinkhorn"} {
		assert.Greater(t, read(t, more).Memory(), base, more)
	}
}

func TestSnapshots(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{{"", 61}, {"steps=0", 2}, {"steps=1", 2}, {"steps=10", 11}, {"data=strokes&side=28&net=1024-1024", 2}} {
		n := read(t, c.text).Snapshots()
		if c.want == 2 {
			assert.GreaterOrEqual(t, n, 2, "both ends of the trajectory, always")
			assert.LessOrEqual(t, n, 3)
			continue
		}
		assert.Equal(t, c.want, n, c.text)
	}
}

// Whatever is inside the bounds of the schema has a shape: no panic awaits.
func TestEveryTaskHasAShape(t *testing.T) {
	for _, f := range keys.Schema() {
		if f.Key != "data" {
			continue
		}
		for _, name := range f.Names() {
			for _, extreme := range []string{"", "&dim=2&classes=2&side=8&n=10&nt=10",
				"&dim=1024&classes=32&side=28&n=60000&nt=60000"} {
				e := read(t, "data="+name+extreme)
				dim, classes := e.Shape()
				assert.GreaterOrEqual(t, dim, 2)
				assert.GreaterOrEqual(t, classes, 2)
				assert.Equal(t, []int{dim, 64, 64, classes}, e.MLP().Widths)
				assert.Positive(t, e.Memory())
			}
		}
	}
}
