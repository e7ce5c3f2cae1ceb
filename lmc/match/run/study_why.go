package run

import (
	"errors"
	"strings"

	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/match/result"
	"onebasin/lmc/matching"
	"onebasin/lmc/measure"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// whyStudy is the study of why matching works (Ito et al., 2402.04051), under way: what a matching does to distances,
// to singular vectors and to the barrier, each beside what it does to untrained networks.
type whyStudy struct {
	*inquiry
	fragment string
	model    toynets.MLP
	sym      symmetry.Symmetry
	method   string // of the pair's search, without the restart's number
	title    string // of the matcher, in a sentence

	vectors *job.ComparedSpectra // of the pair, before and after
	nulls   []untrained
}

// gammas are the thresholds of R over which it is drawn; 0 and 0.3 are those of the paper.
var gammas = []float64{0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9}

// largeGamma is the index in gammas of the threshold above which singular values are called large.
const largeGamma = 3

// studyWhy answers the study.
func studyWhy(i *inquiry) error {
	st := &whyStudy{inquiry: i, fragment: i.run.Experiment.Fragment(), model: i.run.Experiment.MLP()}
	st.sym = i.run.Experiment.Symmetry()
	st.method, _, _ = strings.Cut(i.pair.Method, ".")
	m, _ := matching.MatcherNamed(st.method)
	if !m.Searches {
		return errors.New("without a matching there is nothing to explain: choose a matcher")
	}
	st.title = m.Phrase()
	i.plan(8)
	for _, part := range []struct {
		text string
		do   func() error
	}{
		{"Taking the barrier apart", st.takeApart},
		{"Comparing all matchings", st.searches},
		{"Comparing singular vectors", st.compare},
		{"Matching untrained networks", st.untrained},
		{"Comparing restarts and pairs", st.scatter},
		{"Following one search", st.descend},
		{"Estimating the barrier from the curvature at its ends", st.estimate},
		{"Matching parts of the singular vectors", st.parts},
	} {
		if err := i.next(part.text); err != nil {
			return err
		}
		if err := part.do(); err != nil {
			return err
		}
	}
	return nil
}

// entry returns the result's entry of a matching of the model studied.
func (st *whyStudy) entry(method string) *result.Pair {
	p, ok := st.run.Result.Find(st.pair.From, method)
	if !ok {
		panic("run: a study of no pair")
	}
	return p
}

// barriers evaluates the line from A to B under each permutation and returns the test loss barriers; the line of equal
// permutations is evaluated once.
func (st *whyStudy) barriers(permutations []symmetry.Permutation) ([]float64, error) {
	index, unique := distinct(permutations)
	var jobs []wire.Message
	for _, p := range unique {
		jobs = append(jobs, &job.EvaluateLine{Experiment: st.fragment, A: st.pair.A, B: st.pair.Base, Permutation: p,
			TestOnly: true})
	}
	out, err := st.do(jobs)
	if err != nil {
		return nil, err
	}
	lambda := measure.Lambdas(st.run.Experiment.Lambdas)
	barrier := make([]float64, len(permutations))
	for k, i := range index {
		w := out[i].(*job.EvaluatedLine)
		barrier[k] = float64(measure.NewCurve(w.TestLoss, w.TestAccuracy).Barrier(lambda).Loss)
	}
	return barrier, nil
}

// distinct returns the different ones of permutations, and which of them each is.
func distinct(permutations []symmetry.Permutation) (index []int, unique []symmetry.Permutation) {
	index = make([]int, len(permutations))
	for k, p := range permutations {
		index[k] = len(unique)
		for j, q := range unique {
			if same(p, q) {
				index[k] = j
				break
			}
		}
		if index[k] == len(unique) {
			unique = append(unique, p)
		}
	}
	return index, unique
}

func same(p, q symmetry.Permutation) bool {
	for g := range p {
		for i, k := range p[g] {
			if q[g][i] != k {
				return false
			}
		}
	}
	return true
}

// work is how many multiply-adds it takes to see n examples at one λ.
func (st *whyStudy) work(n int) float64 { return float64(n) * float64(st.model.Params()) }

// within returns how many pieces of work, each of that cost, fit a budget, at least low and at most high.
func within(budget, cost float64, low, high int) int {
	return int(max(float64(low), min(float64(high), budget/cost)))
}
