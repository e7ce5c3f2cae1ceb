package matching

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/lmc/trees/symmetry"
	"onebasin/lmc/vector"
	"onebasin/toynets"
	"onebasin/toynets/tree"
)

func drawn(e tree.Ensemble, seed uint64) []float32 { return normals(e.Params(), seed) }

func normals(n int, seed uint64) []float32 {
	x := make([]float32, n)
	r := toynets.Stream(seed, "test")
	for i := range x {
		x[i] = float32(r.Normal())
	}
	return x
}

func find(s *Search) symmetry.Element {
	for s.Step() {
	}
	return s.Element()
}

// every returns all that a set makes of a tree, by brute force.
func every(e tree.Ensemble, set symmetry.Set, from int) (all []symmetry.Tree) {
	orders := [][]int{symmetry.Whole(e, 0).Order}
	if set.Order {
		orders = arrangements(e.Depth)
	}
	for _, order := range orders {
		for mask := range 1 << e.Nodes() {
			t := symmetry.Tree{From: from, Order: order, Flip: make([]bool, e.Nodes())}
			for n := range t.Flip {
				t.Flip[n] = mask>>n&1 == 1
			}
			g := symmetry.Identity(e)
			g[from] = t
			if mask > 0 && !set.Flip || symmetry.Check(e, g) != nil {
				continue
			}
			all = append(all, t)
		}
	}
	return all
}

// What is chosen for a pair is the best of all patterns: of perfect trees 2, 8, 128 and 32768.
func TestChoiceIsTheBestOfAllPatterns(t *testing.T) {
	for _, a := range tree.Architectures() {
		for depth := 1; depth <= 4; depth++ {
			e := tree.Ensemble{Arch: a.Arch, Trees: 2, Depth: depth, Inputs: 3, Outputs: 2}
			x, y := drawn(e, 1), drawn(e, 2)
			p := newPair(e, x, y)
			for _, set := range symmetry.Sets(a.Arch) {
				c := newChooser(p, set)
				all := every(e, set, 1)
				t.Run(fmt.Sprintf("%s-%d-%s", a.Name, depth, set.Text()), func(t *testing.T) {
					if a.Arch == tree.Perfect && set.Flip {
						assert.Len(t, all, 1<<e.Nodes())
					}
					most := math.Inf(-1)
					for _, made := range all {
						most = max(most, p.value(0, made))
					}
					assert.InDelta(t, most, c.best(0, 1), 1e-9)
					assert.InDelta(t, most, p.value(0, c.choice(0, 1)), 1e-9, "and choice makes it")
				})
			}
		}
	}
}

// Weight matching is the maximum over trees as well: every permutation of four trees.
func TestWeightMatchingIsTheMaximum(t *testing.T) {
	for _, a := range tree.Architectures() {
		e := tree.Ensemble{Arch: a.Arch, Trees: 4, Depth: 2, Inputs: 3, Outputs: 2}
		x, y := drawn(e, 3), drawn(e, 4)
		p := newPair(e, x, y)
		for _, set := range symmetry.Sets(a.Arch) {
			g := find(ByWeights(e, x, y, set))
			assert.NoError(t, symmetry.Check(e, g))
			most := math.Inf(-1)
			for _, perm := range arrangements(4) {
				sum := 0.0
				for i, j := range perm {
					best := math.Inf(-1)
					for _, made := range every(e, set, j) {
						best = max(best, p.value(i, made))
					}
					sum += best
				}
				most = max(most, sum)
			}
			assert.InDelta(t, most, Product(e, x, symmetry.Apply(e, y, g)), 1e-9, "%s %s", a.Name, set.Text())
		}
	}
}

// A shuffled copy is put back, at any depth and in any architecture, by either search.
func TestPlantedCopyIsPutBack(t *testing.T) {
	for _, a := range tree.Architectures() {
		for _, depth := range []int{1, 2, 4, 6} {
			if depth > a.MaxDepth {
				continue
			}
			e := tree.Ensemble{Arch: a.Arch, Trees: 10, Depth: depth, Inputs: 5, Outputs: 3}
			x := drawn(e, 5)
			all := symmetry.All(a.Arch)
			y := symmetry.Apply(e, x, symmetry.Random(e, all, toynets.Stream(9, "plant")))
			assert.Greater(t, vector.Distance(x, y), 1.0)
			got := find(ByWeights(e, x, y, all))
			assert.Zero(t, vector.Distance(x, symmetry.Apply(e, y, got)), "wm, %s %d", a.Name, depth)
			got = find(ByActivations(e, x, y, all, normals(200*5, 6), 200))
			assert.Zero(t, vector.Distance(x, symmetry.Apply(e, y, got)), "am, %s %d", a.Name, depth)
		}
	}
}

// More invariances never make ⟨A, π(B)⟩ smaller.
func TestMoreInvariancesAreNoWorse(t *testing.T) {
	e := tree.Ensemble{Arch: tree.Oblivious, Trees: 8, Depth: 3, Inputs: 4, Outputs: 2}
	x, y := drawn(e, 7), drawn(e, 8)
	value := func(set symmetry.Set) float64 {
		return Product(e, x, symmetry.Apply(e, y, find(ByWeights(e, x, y, set))))
	}
	sets := symmetry.Sets(e.Arch)
	assert.Less(t, Product(e, x, y), value(sets[0]))
	assert.Less(t, value(sets[0]), value(sets[1]))
	assert.Less(t, value(sets[0]), value(sets[2]))
	assert.Less(t, max(value(sets[1]), value(sets[2])), value(sets[3]))
	none := find(ByWeights(e, x, y, symmetry.Set{}))
	assert.Equal(t, symmetry.Identity(e), none)
}

func TestNodeWeights(t *testing.T) {
	of := func(a tree.Arch, depth int) (all []int) {
		e := tree.Ensemble{Arch: a, Trees: 1, Depth: depth, Inputs: 1, Outputs: 1}
		for n := range e.Nodes() {
			all = append(all, Affected(e, n))
		}
		return all
	}
	assert.Equal(t, []int{8, 4, 4, 2, 2, 2, 2}, of(tree.Perfect, 3))
	assert.Equal(t, []int{8, 8, 8}, of(tree.Oblivious, 3))
	assert.Equal(t, []int{4, 3, 2}, of(tree.List, 3))
	assert.Equal(t, []int{4, 3, 2}, of(tree.Modified, 3))
}

func TestWhatCannotBeCompared(t *testing.T) {
	e := tree.Ensemble{Arch: tree.Perfect, Trees: 3, Depth: 2, Inputs: 2, Outputs: 2}
	x, y := drawn(e, 1), drawn(e, 2)
	x[3] = float32(math.Inf(1))
	s := ByWeights(e, x, y, symmetry.Set{Perm: true})
	for s.Step() {
	}
	assert.Error(t, s.Err())
}
