package run

import (
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/matching"
	"onebasin/lmc/measure"
	"onebasin/lmc/sequence/job"
	"onebasin/lmc/sequence/result"
	"onebasin/lmc/symmetry"
)

// compare joins every pair of three networks or more: as they are, matched to one another, each to the first, and all
// jointly.
func (c *conductor) compare() error {
	models := c.out.Result.Models
	if !c.whole() || len(models) < 3 {
		return nil
	}
	for _, m := range models {
		if m.Note != "" {
			c.out.Result.Strong = &result.Strong{Reference: models[0].Name, Note: "of " + m.Name + ", " + m.Note}
			return nil
		}
	}
	strong, err := compareAll(c.do, c.fragment, c.e.Match[0], c.e.Lambdas, c.out.sym, c.out.Models, models)
	if err != nil {
		return err
	}
	c.out.Result.Strong = strong
	c.show(c.out.claims())
	c.audience.Stage("compared", c.out)
	return nil
}

// joints are the joint searches.
var joints = []string{matching.JointMergeMany, matching.JointFrankWolfe}

// doer has a crew do jobs, counting them under a stage.
type doer = func(stage string, jobs []wire.Message) ([]wire.Message, error)

// compareAll finds the barriers between all networks of an experiment.
func compareAll(do doer, fragment, search string, points int,
	sym symmetry.Symmetry, thetas [][]float32, models []measure.Model) (*result.Strong, error) {
	n := len(thetas)
	var jobs []wire.Message
	for p := range n {
		for q := range n {
			if p < q {
				jobs = append(jobs, &job.Match{Experiment: fragment, Search: search, A: thetas[p : p+1],
					B: thetas[q : q+1]})
			}
		}
	}
	for _, name := range joints {
		jobs = append(jobs, &job.MatchJointly{Experiment: fragment, Method: name, Models: thetas})
	}
	found, err := do("match", jobs)
	if err != nil {
		return nil, err
	}
	s := &result.Strong{Reference: models[0].Name, Cycle: measure.Missing}
	direct := make([][]symmetry.Permutation, n)
	next := 0
	for p := range n {
		direct[p] = make([]symmetry.Permutation, n)
		for q := p + 1; q < n; q++ {
			if direct[p][q] = permutation(found[next]); direct[p][q] == nil {
				s.Note = found[next].(*job.Matched).Note
				return s, nil
			}
			next++
		}
	}
	best := found[next].(*job.MatchedJointly)
	s.Search = joints[0]
	if other := found[next+1].(*job.MatchedJointly); best.Note != "" || other.Objective > best.Objective {
		best, s.Search = other, joints[1]
	}
	if best.Note != "" {
		s.Note = best.Note
		return s, nil
	}
	s.Cycle = cycle(direct)
	via, joint := make([]symmetry.Permutation, n), make([]symmetry.Permutation, n)
	for p := range n {
		via[p] = sym.Identity()
		if p > 0 {
			via[p] = direct[0][p]
		}
		joint[p] = best.Permutations[p*len(sym.Groups) : (p+1)*len(sym.Groups)]
	}
	return s, joinAll(do, s, fragment, points, sym, thetas, models, direct, via, joint)
}

// joinAll walks the lines between any two networks in every way.
func joinAll(do doer, s *result.Strong, fragment string, points int,
	sym symmetry.Symmetry, thetas [][]float32, models []measure.Model, direct [][]symmetry.Permutation, via,
	joint []symmetry.Permutation) error {
	n := len(thetas)
	placed := [][][]float32{thetas, nil, sym.Place(thetas, via), sym.Place(thetas, joint)}
	into := []*[][]measure.Excess{&s.None, &s.Direct, &s.Via, &s.Joint}
	for _, m := range into {
		*m = make([][]measure.Excess, n)
		for p := range n {
			(*m)[p] = make([]measure.Excess, n)
		}
	}
	var jobs []wire.Message
	var of [][3]int // way, p and q of each job
	for p := range n {
		for q := p + 1; q < n; q++ {
			for way, at := range placed {
				one := &job.EvaluateLines{Experiment: fragment, Points: points}
				if at == nil {
					one.A, one.B, one.Permutation = thetas[p:p+1], thetas[q:q+1], direct[p][q]
				} else {
					one.A, one.B = at[p:p+1], at[q:q+1]
				}
				jobs, of = append(jobs, one), append(of, [3]int{way, p, q})
			}
		}
	}
	outcomes, err := do("path", jobs)
	if err != nil {
		return err
	}
	for k, m := range outcomes {
		way, p, q := of[k][0], of[k][1], of[k][2]
		x := barriers(m, points, []ends{{models[p].Test, models[q].Test}})[0]
		(*into[way])[p][q], (*into[way])[q][p] = x, x
	}
	return nil
}

// cycle returns the share of the first network's units that are led back to themselves by the second and the third,
// each pair matched by itself.
func cycle(direct [][]symmetry.Permutation) measure.Number {
	// Unit i of A goes with unit ab[i] of B, that with unit bc[ab[i]] of C; and with unit ac[i] directly.
	ab, bc, ac := direct[0][1], direct[1][2], direct[0][2]
	back, all := 0, 0
	for g := range ab {
		for i := range ab[g] {
			all++
			if bc[g][ab[g][i]] == ac[g][i] {
				back++
			}
		}
	}
	return measure.Number(float64(back) / float64(all))
}
