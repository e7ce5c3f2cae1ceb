package run

import (
	"context"
	"fmt"
	"math"
	"testing"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/measure"
)

// BenchmarkBend repairs and bends five pairs of seeds and prints what docs/claims.md says of them: the mean of the
// five, the least and the largest.
//
//	go test ./lmc/match/run -run X -bench Bend -benchtime 1x -timeout 1h
func BenchmarkBend(b *testing.B) {
	for _, link := range []string{"net=64-64", "net=64-64-64-64", "data=strokes&side=12&n=2000&net=64",
		"data=strokes&side=12&n=2000&net=64-64-64", "data=strokes&side=12&n=2000&net=64-64-64-64-64"} {
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
				for _, seeds := range []string{"1,2", "3,4", "5,6", "7,8", "9,10"} {
					bendClaims(b, link+"&match=wm,am&seeds="+seeds, note)
				}
				for _, name := range order {
					x := v[name]
					lo, hi := math.Inf(1), math.Inf(-1)
					for _, y := range x {
						lo, hi = min(lo, y), max(hi, y)
					}
					fmt.Printf("%-46s %-36s %8.3f (%.3f to %.3f)\n", link, name, average(x), lo, hi)
				}
			}
		})
	}
}

// bendClaims makes what the claims are about for one pair.
func bendClaims(b *testing.B, link string, note func(string, float64)) {
	l, problems := keys.Parse(link)
	if len(problems) > 0 {
		b.Fatal(problems)
	}
	ctx, crew := context.Background(), local(2)
	r, err := Conduct(ctx, l.Experiment, crew, new(listener), Options{Seconds: ticks(), Unseen: true})
	if err != nil {
		b.Fatal(err)
	}
	for _, method := range []string{"none", "wm", "am"} {
		s := &curveStudy{
			inquiry: &inquiry{ctx: ctx, run: r, crew: crew, pair: r.pairOf("", method),
				progress: func(float64, string) {}, show: func(*chart.Chart) {}, parts: 1},
			fragment: r.Result.Experiment, work: float64(l.Experiment.MLP().Params()), lambda: []float64{0, 0.5, 1}}
		s.targets = []*target{{end: s.pair.Matched}}
		if err := s.repair(); err != nil {
			b.Fatal(err)
		}
		at := s.targets[0].straight
		note(method+": accuracy at the ends, %", 50*(at.PlainAccuracy[0]+at.PlainAccuracy[2]))
		note(method+": accuracy halfway, %", 100*at.PlainAccuracy[1])
		note(method+": accuracy halfway, repaired, %", 100*at.Accuracy[1])
		note(method+": loss halfway", at.PlainLoss[1])
		note(method+": loss halfway, repaired", at.Loss[1])
		note(method+": deviation kept, first layer", at.Before[1][0])
		note(method+": deviation kept, last layer", at.Before[1][len(at.Before[1])-1])
		if method == "none" {
			if err := s.train(); err != nil {
				b.Fatal(err)
			}
			note("none: straight line rises by", barrierOf(s.lambda, at.PlainLoss))
			note("none: trained curve rises by", barrierOf(measure.Lambdas(bendPoints), s.targets[0].curve.Loss))
			note("none: trained chain rises by", barrierOf(measure.Lambdas(bendPoints), s.targets[0].chain.Loss))
		}
	}
}
