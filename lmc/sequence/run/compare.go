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
	if err := c.joinAll(); err != nil {
		return err
	}
	c.show(c.out.claims())
	c.audience.Stage("compared", c.out)
	return nil
}

// joints are the joint searches.
var joints = []string{matching.JointMergeMany, matching.JointFrankWolfe}

// matchAll matches every pair, and all jointly.
func (c *conductor) matchAll(s *result.Strong) error {
	thetas := c.out.Models
	n := len(thetas)
	var jobs []wire.Message
	for p := range n {
		for q := p + 1; q < n; q++ {
			jobs = append(jobs, &job.Match{Experiment: c.fragment, Search: c.e.Match[0], A: thetas[p : p+1],
				B: thetas[q : q+1]})
		}
	}
	for _, name := range joints {
		jobs = append(jobs, &job.MatchJointly{Experiment: c.fragment, Method: name, Models: thetas})
	}
	found, err := c.do("match", jobs)
	if err != nil {
		return err
	}
	c.out.Direct = make([][]symmetry.Permutation, n)
	for p := range n {
		c.out.Direct[p] = make([]symmetry.Permutation, n)
		for q := p + 1; q < n; q++ {
			if c.out.Direct[p][q] = permutation(found[0]); c.out.Direct[p][q] == nil {
				s.Note = found[0].(*job.Matched).Note
				return nil
			}
			found = found[1:]
		}
	}
	best := found[0].(*job.MatchedJointly)
	s.Search = joints[0]
	other := found[1].(*job.MatchedJointly)
	if best.Note != "" || other.Note == "" && other.Objective > best.Objective {
		best, s.Search = other, joints[1]
	}
	if s.Note = best.Note; s.Note != "" {
		return nil
	}
	groups := len(c.out.sym.Groups)
	for p := range n {
		c.out.Joint = append(c.out.Joint, best.Permutations[p*groups:(p+1)*groups])
		via := c.out.sym.Identity()
		if p > 0 {
			via = c.out.Direct[0][p]
		}
		c.out.Via = append(c.out.Via, via)
	}
	s.Found = result.Permutations{Direct: c.out.Direct, Via: c.out.Via, Joint: c.out.Joint}
	s.Cycle = measure.Number(mean(cycle(c.out.Direct, 0, 1, 2)))
	return nil
}

// joinAll finds the barriers between any two networks in every way.
func (c *conductor) joinAll() error {
	s := &result.Strong{Reference: c.out.Result.Models[0].Name, Cycle: measure.Missing}
	c.out.Result.Strong = s
	if err := c.matchAll(s); err != nil || s.Note != "" {
		return err
	}
	thetas, models := c.out.Models, c.out.Result.Models
	n := len(thetas)
	placed := [][][]float32{thetas, nil, c.out.sym.Place(thetas, c.out.Via), c.out.sym.Place(thetas, c.out.Joint)}
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
				one := &job.EvaluateLines{Experiment: c.fragment, Points: c.e.Lambdas}
				if at == nil {
					one.A, one.B, one.Permutation = thetas[p:p+1], thetas[q:q+1], c.out.Direct[p][q]
				} else {
					one.A, one.B = at[p:p+1], at[q:q+1]
				}
				jobs, of = append(jobs, one), append(of, [3]int{way, p, q})
			}
		}
	}
	outcomes, err := c.do("path", jobs)
	if err != nil {
		return err
	}
	for k, m := range outcomes {
		way, p, q := of[k][0], of[k][1], of[k][2]
		x := barriers(lines(m, c.e.Lambdas, []ends{{models[p].Test, models[q].Test}}), c.e.Lambdas)[0]
		(*into[way])[p][q], (*into[way])[q][p] = x, x
	}
	return nil
}

// cycle returns, of every layer, the share of units that are led back to themselves from network p by way of q and r to
// p, each pair of p < q < r matched by itself.
func cycle(direct [][]symmetry.Permutation, p, q, r int) (back []float64) {
	// π of the pair (p, q) pairs unit i of p with unit π[i] of q.
	for _, lost := range symmetry.CycleError(direct[p][q], direct[q][r], direct[p][r].Inverse()) {
		back = append(back, 1-lost)
	}
	return back
}

// mean returns the mean of numbers.
func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}
