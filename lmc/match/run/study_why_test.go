package run

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/matching"
	"onebasin/lmc/measure"
	"onebasin/lmc/symmetry"
	"onebasin/lmc/vector"
	"onebasin/toynets"
)

// whySmall is an experiment with every kind of matcher that takes a second.
const whySmall = "n=80&nt=60&net=9-7&steps=60&bs=20&seeds=1,2,3&match=wm,am,planted&restarts=5&lambdas=5"

// studied returns the last version of every chart of a study.
func studied(t *testing.T, r *Run, crew lab.Crew, q chart.Question) map[string]*chart.Chart {
	t.Helper()
	charts, last := map[string]*chart.Chart{}, 0.0
	err := r.Study(context.Background(), crew, &q, func(c *chart.Chart) { charts[c.Name] = c },
		func(f float64, _ string) { last = math.Max(last, f) })
	require.NoError(t, err)
	assert.InDelta(t, 1, last, 1e-9)
	return charts
}

// Every chart that is announced is shown, with titles, axes, and lists of equal lengths; the same from any crew.
func TestWhy(t *testing.T) {
	r, _ := conduct(t, whySmall, local(2), true)
	before := timeless(t, r.Result)
	study, _ := chart.StudyNamed(keys.Studies(), "why")
	for _, method := range []string{"wm", "wm.3", "am", "planted"} {
		q := chart.Question{Name: "why", Method: method}
		charts := studied(t, r, local(1), q)
		for _, crew := range []lab.Crew{local(3), backwards{2}} {
			for name, c := range studied(t, r, crew, q) {
				require.Equal(t, wire.Encode(charts[name]), wire.Encode(c), "%s by %s", name, method)
			}
		}
		require.Len(t, charts, len(study.Charts))
		for _, a := range study.Charts {
			c := charts[a.Name]
			require.NotNil(t, c, a.Name)
			assert.NotEmpty(t, c.Title, a.Name)
			assert.NotContains(t, c.Title+c.Note, "NaN", a.Name)
			assert.NotContains(t, c.Title, "%!", a.Name)
			assert.NotEmpty(t, c.Panels, a.Name)
			assert.LessOrEqual(t, len(c.Panels), 6, a.Name)
			for _, p := range c.Panels {
				assert.Len(t, p.Grid.Values, p.Grid.Rows*p.Grid.Cols)
				for _, s := range p.Series {
					assert.NotEmpty(t, s.X, "%s: %s", a.Name, s.Name)
					assert.Len(t, s.Y, len(s.X), "%s: %s", a.Name, s.Name)
					for k := range s.Y {
						assert.False(t, math.IsNaN(s.X[k]) || math.IsInf(s.X[k], 0), "%s: %s", a.Name, s.Name)
						assert.False(t, math.IsInf(s.Y[k], 0) || math.IsNaN(s.Y[k]) && a.Name != "inputs", "%s: %s",
							a.Name, s.Name)
					}
				}
			}
		}
	}
	assert.Equal(t, before, timeless(t, r.Result), "a study changes nothing")
}

// The charts say of the pair what the result says.
func TestWhyAgreesWithTheResult(t *testing.T) {
	r, _ := conduct(t, whySmall, local(2), true)
	charts := studied(t, r, local(2), chart.Question{Name: "why", Method: "wm"})
	none, _ := r.Result.Find("B", "none")
	wm, _ := r.Result.Find("B", "wm")
	gamma := charts["gamma"].Panels[0].Series
	for k, at := range []int{0, largeGamma} {
		assert.InDelta(t, float64(none.Alignment[k].R), gamma[len(gamma)-2].Y[at], 2e-6)
		assert.InDelta(t, float64(wm.Alignment[k].R), gamma[len(gamma)-1].Y[at], 2e-6)
	}
	descent := charts["descent"].Panels
	n := len(descent[0].Series[0].Y) - 1
	assert.Equal(t, float64(wm.Barrier.Test.Loss), descent[0].Series[0].Y[n], "the search ends at its permutation")
	assert.InDelta(t, float64(wm.Alignment[1].R), descent[1].Series[0].Y[n], 2e-6)
	taylor := charts["taylor"].Panels[0]
	assert.Equal(t, []string{"none", "WM", "AM"}, taylor.X.Labels)
	assert.InDelta(t, float64(none.Midpoint.Train.Loss), taylor.Series[0].Y[0], 1e-6)
	assert.InDelta(t, float64(wm.Midpoint.Train.Loss), taylor.Series[0].Y[1], 1e-6)
	reduction := charts["reduction"].Panels[0]
	require.Len(t, reduction.Series[0].Y, 2, "B and C")
	require.Len(t, reduction.Series[1].Y, nullPairs)
	assert.InDelta(t, 1-float64(wm.Distance.After)/float64(wm.Distance.Before), reduction.Series[0].Y[0], 1e-12)
	for _, p := range charts["equality"].Panels {
		assert.Equal(t, p.Series[0].Y, p.Series[1].Y, "theorem 4.1, to six decimals")
	}
	// A restart that lost is a study of its own.
	lost := studied(t, r, local(2), chart.Question{Name: "why", Method: "wm.3"})
	p := r.pairOf("", "wm.3")
	assert.InDelta(t, 1-vector.Distance(p.A, p.Matched)/vector.Distance(p.A, p.B),
		lost["reduction"].Panels[0].Series[0].Y[0], 1e-12)
	end := lost["descent"].Panels[0].Series[0].Y
	assert.Equal(t, float64(wm.Restarts[3].Barrier), end[len(end)-1])
}

// Networks of one unit, of many layers, of equal weights, untrained ones, and other activations have their charts too,
// and no sentence speaks of what is no number.
func TestWhyOfOddNetworks(t *testing.T) {
	for _, link := range []string{"net=1", "net=3-1-2", "net=4-4-4-4-4-4&act=sigmoid", "net=5&seeds=4,4",
		"net=5-4&steps=0&act=gelu", "net=5-4&act=tanh&lambdas=4", "net=4&match=exact",
		"net=5-4&lr=10&opt=sgd&mom=0&steps=3"} {
		odd := "&n=40&nt=30&bs=20&restarts=2"
		for key, standard := range map[string]string{"steps": "20", "lambdas": "5"} {
			if !strings.Contains(link, key+"=") {
				odd += "&" + key + "=" + standard
			}
		}
		r, _ := conduct(t, link+odd, local(2), true)
		p := r.Result.Pairs[len(r.Result.Pairs)-1]
		if p.Note != "" {
			continue
		}
		charts := studied(t, r, local(2), chart.Question{Name: "why", Method: p.Method})
		for name, c := range charts {
			assert.NotRegexp(t, "NaN|Inf|%!", c.Title+c.Note, "%s: %s", link, name)
		}
		assert.Len(t, charts, 13, link)
	}
}

// Singular vectors are compared one by one for every weight that has enough of them, first as they are and then
// renumbered.
func TestWhyPairsTheVectorsOfAllLayers(t *testing.T) {
	for link, want := range map[string][]string{
		"net=9-7-8":       {"W₂", "W₃"},
		"net=6":           {"W₁"},
		"net=6-6-6-6-6-6": {"W₂", "W₄", "W₆"},
	} {
		r, _ := conduct(t, link+"&n=40&nt=30&steps=20&bs=20&restarts=2&lambdas=5", local(2), true)
		c := studied(t, r, local(2), chart.Question{Name: "why", Method: "wm"})["overlap"]
		var titles []string
		for _, with := range []string{"A and B", "A and π(B)"} {
			for _, w := range want {
				titles = append(titles, w+" "+with)
			}
		}
		var got []string
		for _, p := range c.Panels {
			first, rest, _ := strings.Cut(p.Title, ", ")
			_, with, _ := strings.Cut(rest, ", ")
			got = append(got, first+" "+with)
		}
		assert.Equal(t, titles, got, link)
		for _, w := range want {
			assert.Contains(t, c.Title, w, link)
		}
	}
}

// F2 in the charts: a planted copy that is put back has R = 1 at every γ.
func TestWhyOfAPlantedCopy(t *testing.T) {
	r, _ := conduct(t, whySmall, local(2), true)
	p, _ := r.Result.Find("B", "planted")
	require.Equal(t, measure.Number(1), *p.Recovery)
	charts := studied(t, r, local(2), chart.Question{Name: "why", Method: "planted"})
	gamma := charts["gamma"].Panels[0].Series
	for _, v := range gamma[len(gamma)-1].Y {
		assert.Equal(t, 1.0, v)
	}
	assert.Equal(t, 1.0, charts["reduction"].Panels[0].Series[0].Y[0])
	values := charts["overlap"].Panels[1].Grid.Values
	for i := range 3 {
		assert.InDelta(t, 1, values[i*charts["overlap"].Panels[1].Grid.Cols+i], 1e-6)
	}
}

// Without a matching, or of networks that diverged, there is nothing to explain; who turns away is not kept.
func TestWhyNot(t *testing.T) {
	r, _ := conduct(t, small, local(2), true)
	nothing := func(*chart.Chart) { t.Error("a chart was shown") }
	silent := func(float64, string) {}
	for method, want := range map[string]string{"none": "choose a matcher", "am": "no matching",
		"wm.70": "no matching"} {
		err := r.Study(context.Background(), local(1), &chart.Question{Name: "why", Method: method}, nothing, silent)
		assert.ErrorContains(t, err, want)
	}
	ctx, cancel := context.WithCancel(context.Background())
	charts := 0
	crew := &watched{Crew: local(1)}
	err := r.Study(ctx, crew, &chart.Question{Name: "why", Method: "wm"}, func(*chart.Chart) {
		charts++
		cancel()
	}, silent)
	assert.ErrorIs(t, err, context.Canceled)
	assert.LessOrEqual(t, charts, 6, "those that were ready")
	assert.LessOrEqual(t, int(crew.late.Load()), crew.Size(), "jobs went on")
}

// The null of the merged network is the range of single ends, as what is compared with it is one: of two pairs whose
// ends are .9 and .5, .8 and .6 it reaches from .5 to .9, not over the pairs' means alone.
func TestNullBandIsOfSingleEnds(t *testing.T) {
	of := func(r float64) []float64 { return repeated(r, len(gammas)) }
	st := &whyStudy{inquiry: &inquiry{run: &Run{}}, method: "wm",
		vectors: &job.ComparedSpectra{R: [][]float64{of(0), of(0.7)}, MergedA: of(0.7), MergedB: of(0.7)},
		nulls: []untrained{
			{vectors: &job.ComparedSpectra{R: [][]float64{of(0.2)}, MergedA: of(0.9), MergedB: of(0.5)}},
			{vectors: &job.ComparedSpectra{R: [][]float64{of(0.4)}, MergedA: of(0.6), MergedB: of(0.8)}}}}
	panels := st.gamma().Panels
	for k, want := range [][2]float64{{0.2, 0.4}, {0.5, 0.9}} {
		band, mean := panels[k].Series[0], panels[k].Series[1]
		require.Equal(t, chart.ShapeBand, band.Shape)
		assert.Equal(t, of(want[0]), band.Low)
		assert.Equal(t, of(want[1]), band.Y)
		assert.InDeltaSlice(t, of((want[0]+want[1])/2), mean.Y, 1e-12)
	}
}

// Vectors of singular value 0, which are any of many, are not drawn and carry nothing: neither those beyond the rank of
// a layer nor those of a layer of fewer rows than columns.
func TestInputsDrawNoZeroVectors(t *testing.T) {
	st := &whyStudy{inquiry: &inquiry{run: &Run{}}, model: toynets.MLP{Widths: []int{4, 3, 2}},
		vectors: &job.ComparedSpectra{
			ValuesA:     [][]float64{{2, 1, 1e-9}, {1, 0}},
			Inputs:      [][]float64{{1, 0.5, 0.3, 0.2}, {0.5, 0.25, 0.25}},
			InputTotals: []float64{2, 1}}}
	panels := st.inputs().Panels
	drawn := func(p chart.Panel) (n int) {
		for _, s := range p.Series {
			if s.Shape == chart.ShapeDots {
				n += len(s.X)
			}
		}
		return n
	}
	assert.Equal(t, 2, drawn(panels[0]))
	assert.Equal(t, 1, drawn(panels[1]))
	assert.Contains(t, panels[0].Title, "75 % on 50 % of dimensions")
	assert.Contains(t, panels[1].Title, "50 % on 33 % of dimensions")
}

// Parts are compared with the same search shown all of its vectors, likewise without biases: the level called “all of
// them” is where the first k end, not what the matching studied, which sees biases, leaves.
func TestPartsAreComparedWithTheirLikes(t *testing.T) {
	r, _ := conduct(t, whySmall, local(2), true)
	for _, method := range []string{"wm", "am"} {
		s := studied(t, r, local(2), chart.Question{Name: "why", Method: method})["subspace"].Panels[0].Series
		all, top := s[1], s[4]
		assert.Equal(t, []float64{top.Y[len(top.Y)-1], top.Y[len(top.Y)-1]}, all.Y, method)

		// It is weight matching of the weights alone.
		p := r.pairOf("", method)
		model := r.Experiment.MLP()
		bare := func(theta []float32) []float32 {
			theta = slices.Clone(theta)
			for l := 1; l <= model.Layers(); l++ {
				clear(model.Bias(theta, l))
			}
			return theta
		}
		a, b := bare(p.A), bare(p.B)
		var best *matching.WeightMatching
		for k := range r.Experiment.Restarts {
			wm := job.WeightSearch(r.Experiment, "top-7", 1, k, a, b)
			for wm.Step() {
			}
			if best == nil || wm.Objective() > best.Objective() {
				best = wm
			}
		}
		st := &whyStudy{inquiry: &inquiry{ctx: t.Context(), run: r, crew: local(1), pair: p, parts: 1,
			progress: func(float64, string) {}}, fragment: r.Experiment.Fragment()}
		barrier, err := st.barriers([]symmetry.Permutation{best.Permutation()})
		require.NoError(t, err)
		assert.InDelta(t, barrier[0], all.Y[0], 1e-6, method)
	}
}

func TestRankCorrelation(t *testing.T) {
	assert.Equal(t, 1.0, rankCorrelation([]float64{1, 5, 9, 9.5}, []float64{-4, -3, 0, 1000}))
	assert.Equal(t, -1.0, rankCorrelation([]float64{3, 2, 1}, []float64{1, 2, 3}))
	// Ranks 0 1½ 1½ 3 and 0 1 2 3: 4.5/√(4.5·5).
	assert.InDelta(t, math.Sqrt(0.9), rankCorrelation([]float64{1, 2, 2, 3}, []float64{1, 2, 3, 4}), 1e-12)
	assert.True(t, math.IsNaN(rankCorrelation([]float64{2, 2}, []float64{1, 3})))
}

func TestFigures(t *testing.T) {
	for want, x := range map[string]float64{"0": 0, "1.23": 1.2345, "−0.50": -0.5, "0.012": 0.01234, "0.0001": 0.00012,
		"1235": 1234.6, "–": math.NaN(), "−0.020": -0.02, "0.10": 0.0998, "0.010": 0.00996} {
		assert.Equal(t, want, amount(x))
	}
	assert.Equal(t, "10⁻¹³", "10"+superscript(-13))
	assert.Equal(t, []float64{1, 2, 3}, fromOne(3))
	assert.Equal(t, []int{1, 2, 4, 8, 10}, powers(10, 9))
	assert.Equal(t, []int{1, 4, 10}, powers(10, 3))
	assert.Equal(t, []int{0, 3, 6, 9}, spread(10, 4))
	assert.Equal(t, []int{0, 1}, spread(2, 4))
}
