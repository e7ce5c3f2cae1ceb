package run

import (
	"onebasin/lmc/measure"
	"onebasin/lmc/sequence/result"
)

// claim is one of the three claims of Sharma, Kwok et al. (2404.06498) with the loss barriers that decide it here: the
// largest without permutations and the largest with those that the claim says there are.
type claim struct {
	name          string
	said          string
	without, with measure.Number
	permuted      string // which permutations those are
	verdict       measure.Verdict
}

// claimNames are the claims in the order of their strength.
var claimNames = [3]string{"Weak", "Simultaneous", "Strong"}

// claimsOf are the claims as far as there are numbers.
func (r *Run) claimsOf() (all []claim) {
	k, s := &r.Result.Checkpoints, r.Result.Strong
	last := len(k.Steps) - 1
	if k.Note != "" || last < 0 || len(k.Barrier.Loss) == 0 || len(k.None.Loss) == 0 {
		return nil
	}
	search := matcherTitle(k.Method)
	weak := claim{name: claimNames[0],
		said:    "For any two trained networks there is a permutation that joins them.",
		without: k.None.Loss[last], with: k.Barrier.Loss[last][last], permuted: search + " of the trained networks"}
	if s != nil && s.Note == "" {
		weak.without, weak.with = result.Worst(s.None), result.Worst(s.Direct)
		weak.permuted = search + " of every pair"
	}
	one := claim{name: claimNames[1],
		said:    "For any two trainings there is one permutation that joins them at every step.",
		without: result.Largest(k.None.Loss), with: result.Largest(k.Stacked.Loss),
		permuted: search + " of all checkpoints at once"}
	all = append(all, weak, one)
	if s != nil && s.Note == "" {
		strong := claim{name: claimNames[2],
			said:    "There is one permutation for every network that joins it with all others: one basin.",
			without: result.Worst(s.None), with: result.Worst(s.Via), permuted: "each matched to " + s.Reference}
		if joint := result.Worst(s.Joint); joint < strong.with {
			strong.with, strong.permuted = joint, "all matched jointly"
		}
		all = append(all, strong)
	}
	_, classes := r.Experiment.Task.Shape()
	for i := range all {
		all[i].verdict = measure.Judge(float64(all[i].without), float64(all[i].with))
		for _, m := range r.Result.Models {
			if m.Train.Loss.Exists() && !measure.Learnt(float64(m.Train.Loss), classes) {
				all[i].verdict = measure.Unlearned
			}
		}
	}
	return all
}
