package run

import (
	"context"
	"fmt"
	"math"
	"testing"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/match/keys"
)

// BenchmarkCurvature looks for the largest curvature at the ends and at merged networks of five pairs of seeds, and
// prints what docs/claims.md says of them: the mean of the five, the least and the largest.
//
//	go test ./lmc/match/run -run X -bench Curvature -benchtime 1x
func BenchmarkCurvature(b *testing.B) {
	for _, link := range []string{"net=64-64", "act=tanh&net=64-64"} {
		b.Run(link, func(b *testing.B) {
			for range b.N {
				found := map[string][]float64{}
				names := []string{"A", "½(A + B)", "½(A + π(B))", "π(B)", "A untrained"}
				for _, seeds := range []string{"1,2", "3,4", "5,6", "7,8", "9,10"} {
					l, problems := keys.Parse(link + "&seeds=" + seeds)
					if len(problems) > 0 {
						b.Fatal(problems)
					}
					ctx, crew := context.Background(), local(2)
					r, err := Conduct(ctx, l.Experiment, crew, new(listener), Options{Seconds: ticks(), Unseen: true})
					if err != nil {
						b.Fatal(err)
					}
					st := newPlanes(
						&inquiry{ctx: ctx, run: r, crew: crew, pair: r.pairOf("", "wm"),
							progress: func(float64, string) {}, parts: 1,
							show: func(c *chart.Chart) {
								for k, name := range names {
									found[name] = append(found[name], c.Panels[0].Series[2*k].Y[0])
								}
							}})
					if err := st.curvature(); err != nil {
						b.Fatal(err)
					}
				}
				for _, name := range names {
					lo, hi := math.Inf(1), math.Inf(-1)
					for _, y := range found[name] {
						lo, hi = min(lo, y), max(hi, y)
					}
					fmt.Printf("%-24s %-14s %8.3f (%.3f to %.3f)\n", link, name, average(found[name]), lo, hi)
				}
			}
		})
	}
}
