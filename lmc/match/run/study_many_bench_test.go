package run

import (
	"context"
	"fmt"
	"math"
	"testing"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/matching"
	"onebasin/lmc/symmetry"
)

// BenchmarkMany makes the study of many models for five triples of seeds and prints what docs/claims.md says of them:
// the mean of the five, and the least and largest where it matters.
//
//	go test ./lmc/match/run -run X -bench Many -benchtime 1x
func BenchmarkMany(b *testing.B) {
	for _, link := range []string{"net=16-16", "net=32-32", "net=64-64", "net=128-128",
		"data=strokes&side=12&n=2000&net=64-64", "data=checker&steps=3000&net=64-64"} {
		b.Run(link, func(b *testing.B) {
			for range b.N {
				v := map[string][]float64{}
				var order []string
				note := func(name string, x float64) {
					if v[name] == nil {
						order = append(order, name)
					}
					v[name] = append(v[name], x)
				}
				for _, seeds := range []string{"1,2,3", "4,5,6", "7,8,9", "10,11,12", "13,14,15"} {
					claim(b, link+"&seeds="+seeds, note)
				}
				for _, name := range order {
					x := v[name]
					lo, hi, sum := math.Inf(1), math.Inf(-1), 0.0
					for _, y := range x {
						lo, hi, sum = min(lo, y), max(hi, y), sum+y
					}
					fmt.Printf("%-42s %-36s %8.3f (%.3f to %.3f)\n", link, name, sum/float64(len(x)), lo, hi)
				}
			}
		})
	}
}

// claim makes the study of one triple.
func claim(b *testing.B, link string, note func(string, float64)) {
	l, problems := keys.Parse(link)
	if len(problems) > 0 {
		b.Fatal(problems)
	}
	ctx := context.Background()
	r, err := Conduct(ctx, l.Experiment, local(2), new(listener), Options{Seconds: ticks(), Unseen: true})
	if err != nil {
		b.Fatal(err)
	}
	shown := map[string]*chart.Chart{}
	st := newMany(
		&inquiry{ctx: ctx, run: r, crew: local(2), pair: r.pairOf("", "wm"), progress: func(float64, string) {},
			show: func(c *chart.Chart) { shown[c.Name] = c }})
	st.plan(11)
	for _, part := range []func() error{st.matchToA, st.matchPairs, st.matchJointly, st.rate, st.sketchTriangle,
		st.straightThrough} {
		if err := part(); err != nil {
			b.Fatal(err)
		}
	}
	for _, w := range []*scheme{st.none, st.toA, st.pairwise, st.merge, st.frankWolfe} {
		note("barrier, all pairs, "+w.title, average(w.between(0)))
	}
	for _, w := range []*scheme{st.toA, st.ste} {
		note("barrier to A, "+w.title, average(w.barrier[0][1:]))
		note("barrier B–C, "+w.title, average(w.between(1)))
	}
	wm, ste, merge, wolfe := average(st.toA.between(1)), average(st.ste.between(1)), average(st.merge.between(0)),
		average(st.frankWolfe.between(0))
	note("WM's B–C lower than STE's", yes(wm < ste))
	note("MergeMany's barrier lower than to A", yes(merge < average(st.toA.between(0))))
	note("Frank–Wolfe's barrier lower than to A", yes(wolfe < average(st.toA.between(0))))
	note("Frank–Wolfe's lower than MergeMany's", yes(wolfe < merge))
	note("cycle error, pairs apart",
		average(st.cycles(func(q, p int) symmetry.Permutation { return st.pairs[q][p] })[0]))
	whole := len(st.none.rated.Accuracy) - 1
	for _, w := range []*scheme{st.none, st.toA, st.merge, st.frankWolfe} {
		note("accuracy of the mean, "+w.title, w.rated.Accuracy[whole])
	}
	note("accuracy, single", average(st.none.rated.Accuracy[:3]))
	note("accuracy, ensemble", st.none.rated.Ensemble[whole])
	note("Frank–Wolfe's mean better than MergeMany's",
		yes(st.frankWolfe.rated.Loss[whole] < st.merge.rated.Loss[whole]))
	f := matching.JointObjective
	note("objective, Frank–Wolfe over MergeMany", f(st.frankWolfe.networks)/f(st.merge.networks))
	note("objective, to A over MergeMany", f(st.toA.networks)/f(st.merge.networks))
	note("triangle, unmatched", st.rises[0])
	note("triangle, matched to A", st.rises[1])
	note("triangle, by Frank–Wolfe", st.rises[2])
}

func yes(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
