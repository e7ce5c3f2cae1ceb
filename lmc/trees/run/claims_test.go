//go:build !js

package run

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"onebasin/lmc/internal/claims"
	"onebasin/lmc/lab"
	"onebasin/lmc/measure"
	"onebasin/lmc/trees/job"
)

// clusters is the task of most experiments, as the paper's tables are of clusters in several dimensions.
const clusters = "data=gauss&n=1000&nt=1000&noise=0.5&dim=8&bs=200&steps=600"

// lists is that task with weight matching alone.
const lists = clusters + "&match=wm"

// What Kanoh and Sugiyama (2405.14596) claim of ensembles of soft trees. Barriers are of the accuracy, in points.
var treeClaims = claims.Table{Name: "trees", Head: "claim", Seeds: claims.Pairs, Measure: measureTrees,
	Complete: compareTrees,
	Experiments: []claims.Experiment{
		{Title: "clusters, oblivious", Short: "oblivious", Link: clusters},
		{Title: "clusters, perfect", Short: "perfect", Link: clusters + "&tree=perfect"},
		{Title: "spirals, oblivious", Short: "spirals", Link: "lab=trees"},
		{Title: "clusters, oblivious, 16 trees", Short: "16 trees", Link: clusters + "&trees=16"},
		{Title: "clusters, perfect, depth 1", Short: "depth 1", Link: clusters + "&tree=perfect&depth=1"},
		{Title: "clusters, perfect, depth 3", Short: "depth 3", Link: clusters + "&tree=perfect&depth=3"},
		{Title: "clusters, modified lists, depth 4", Short: "modified", Link: clusters + "&tree=modified&depth=4"},
		{Title: "two clusters, oblivious, split data", Short: "split", Link: clusters + "&classes=2&split=0.8"},
	},
	Rows: []claims.Row{
		{Text: "Weight matching with permutation of trees lowers the barrier", Shown: []string{"none", "wm.perm"},
			Format: "%s → %s (%s to %s)",
			Holds:  func(m claims.Measures) bool { return measure.Lowers(m["none"], m["wm.perm"]) }},
		{Text: "All invariances lower it further", Shown: []string{"wm.perm", "wm.all"}, Format: "%s → %s (%s to %s)",
			Holds:   func(m claims.Measures) bool { return measure.Lowers(m["wm.perm"], m["wm.all"]) },
			Applies: hasMore},
		{Text: "… in the training set", Shown: []string{"train.wm.perm", "train.wm.all"}, Format: "%s → %s (%s to %s)",
			Holds:   func(m claims.Measures) bool { return measure.Lowers(m["train.wm.perm"], m["train.wm.all"]) },
			Applies: hasMore},
		{Text: "Activation matching with permutation alone is worse than none", Shown: []string{"none", "am.perm"},
			Format: "%s → %s (%s to %s)", Holds: func(m claims.Measures) bool { return m["am.perm"] > m["none"] },
			Applies: hasMore},
		{Text: "With all invariances it is as good as weight matching (within a point)",
			Shown: []string{"wm.all", "am.all"}, Format: "%s against %s (%s to %s)",
			Holds: func(m claims.Measures) bool { return m["am.all"] <= m["wm.all"]+1 }},
		{Text: "The barrier with all invariances rises with depth: it is larger than with one less, in the training " +
			"set",
			Shown: []string{"shallower", "train.wm.all"}, Format: "%s → %s (%s to %s)",
			Holds:   func(m claims.Measures) bool { return m["train.wm.all"] > m["shallower"] },
			Applies: known("shallower")},
		{Text: "It falls with the number of trees: with permutation, 64 against 16",
			Shown: []string{"fewer", "wm.perm"}, Format: "%s → %s (%s to %s)",
			Holds:   func(m claims.Measures) bool { return m["wm.perm"] < m["fewer"] },
			Applies: known("fewer")},
		{Text: "Modified lists need no more than permutation (here: a quarter of the barrier is left)",
			Shown: []string{"none", "wm.perm"}, Format: "%s → %s (%s to %s)",
			Holds:   func(m claims.Measures) bool { return m["wm.perm"] <= m["none"]/4 },
			Applies: func(m claims.Measures) bool { return !hasMore(m) }},
		{Text: "Of split data, what is merged with all invariances beats both parents",
			Shown: []string{"accuracy.parent", "accuracy.merged"}, Format: "better parent %s, merged %s (%s to %s)",
			Holds:   func(m claims.Measures) bool { return m["accuracy.merged"] > m["accuracy.parent"] },
			Applies: known("accuracy.merged")},
		{Text: "**Ours:** that is owed to matching: merged without it, they do not",
			Shown:   []string{"accuracy.ensemble", "accuracy.unmatched"},
			Format:  "mean of outputs %s, merged without matching %s (%s to %s)",
			Holds:   func(m claims.Measures) bool { return m["accuracy.unmatched"] <= m["accuracy.parent"] },
			Applies: known("accuracy.merged")},
	}}

// listClaims are about how deep decision lists are; their search is by weights alone.
var listClaims = claims.Table{Name: "lists", Head: "claim", Seeds: claims.Pairs, Measure: measureTrees,
	Complete: compareLists,
	Experiments: []claims.Experiment{
		{Title: "lists, depth 2", Short: "lists 2", Link: lists + "&tree=list&depth=2"},
		{Title: "lists, depth 4", Short: "lists 4", Link: lists + "&tree=list&depth=4"},
		{Title: "lists, depth 8", Short: "lists 8", Link: lists + "&tree=list&depth=8"},
		{Title: "modified lists, depth 2", Short: "modified 2", Link: lists + "&tree=modified&depth=2"},
		{Title: "modified lists, depth 4", Short: "modified 4", Link: lists + "&tree=modified&depth=4"},
		{Title: "modified lists, depth 8", Short: "modified 8", Link: lists + "&tree=modified&depth=8"},
	},
	Rows: []claims.Row{
		{Text: "Permutation of trees lowers the barrier", Shown: []string{"none", "wm.perm"},
			Format: "%s → %s (%s to %s)",
			Holds:  func(m claims.Measures) bool { return measure.Lowers(m["none"], m["wm.perm"]) }},
		{Text: "All invariances lower it further, in the training set",
			Shown:   []string{"train.wm.perm", "train.wm.all"},
			Format:  "%s → %s (%s to %s)",
			Holds:   func(m claims.Measures) bool { return measure.Lowers(m["train.wm.perm"], m["train.wm.all"]) },
			Applies: hasMore},
		{Text: "Without matching the barrier rises with depth: it is larger than with half the depth",
			Shown: []string{"shallower.none", "none"}, Format: "%s → %s (%s to %s)",
			Holds:   func(m claims.Measures) bool { return m["none"] > m["shallower.none"] },
			Applies: known("shallower.none")},
		{Text: "With all invariances it rises, too", Shown: []string{"shallower.all", "wm.all"},
			Format:  "%s → %s (%s to %s)",
			Holds:   func(m claims.Measures) bool { return m["wm.all"] > m["shallower.all"] },
			Applies: known("shallower.all")},
		{Text: "… in the training set", Shown: []string{"shallower.train", "train.wm.all"},
			Format:  "%s → %s (%s to %s)",
			Holds:   func(m claims.Measures) bool { return m["train.wm.all"] > m["shallower.train"] },
			Applies: known("shallower.train")},
	}}

func hasMore(m claims.Measures) bool { return m["invariances"] > 1 }

func known(name string) func(claims.Measures) bool {
	return func(m claims.Measures) bool { v, ok := m[name]; return ok && !math.IsNaN(v) }
}

// measureTrees reads the barriers of one pair off its result, in points of accuracy.
func measureTrees(t *testing.T, link, seeds string, crew lab.Crew) claims.Measures {
	t.Helper()
	r, err := Conduct(t.Context(), parsed(t, link+"&seeds="+seeds), crew, new(listener),
		lab.Options{Seconds: func() float64 { return 0 }, Unseen: true})
	require.NoError(t, err)
	m := claims.Measures{}
	models := r.Result.Models
	for _, p := range r.Result.Pairs {
		test, train := 100*float64(p.Barrier.Test.Accuracy), 100*float64(p.Barrier.Train.Accuracy)
		if p.Method == "none" {
			m["none"] = test
		} else {
			if len(p.Invariances) == 1 {
				m[p.Method+".perm"], m["train."+p.Method+".perm"] = test, train
			}
			m[p.Method+".all"], m["train."+p.Method+".all"] = test, train // the last has all
			m["invariances"] = float64(len(p.Invariances))
		}
		if p.Merged == nil {
			continue
		}
		switch p.Method {
		case "none":
			m["accuracy.unmatched"], m["accuracy.ensemble"] = float64(p.Merged.Test.Accuracy),
				float64(p.Ensemble.Test.Accuracy)
			m["accuracy.parent"] = max(float64(models[0].Test.Accuracy), float64(models[1].Test.Accuracy))
		case "wm":
			m["accuracy.merged"] = float64(p.Merged.Test.Accuracy)
		}
	}
	return m
}

// compareTrees notes what the same seeds have with one depth less, and with fewer trees.
func compareTrees(all [][]claims.Measures) {
	for i := range all[0] {
		all[1][i]["shallower"], all[5][i]["shallower"] = all[4][i]["train.wm.all"], all[1][i]["train.wm.all"]
		all[0][i]["fewer"] = all[3][i]["wm.perm"]
	}
}

// compareLists notes what the same seeds have with half the depth.
func compareLists(all [][]claims.Measures) {
	for k := range all {
		if k%3 == 0 {
			continue // the shallowest of its architecture
		}
		for i, m := range all[k] {
			half := all[k-1][i]
			m["shallower.none"], m["shallower.all"], m["shallower.train"] = half["none"], half["wm.all"],
				half["train.wm.all"]
		}
	}
}

// The tables of docs/claims.md that are about this laboratory; package claims has the command that measures them.
func TestClaims(t *testing.T) {
	claims.Test(t, func(workers int) lab.Crew { return lab.NewLocal(workers, job.NewWorker) }, &treeClaims,
		&listClaims)
}
