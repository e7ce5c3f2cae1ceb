package matching

import (
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
	"onebasin/toynets/kernel"
)

// Where a search for the loss starts.
const (
	StartOwn      = "own"      // as the search has it
	StartWeights  = "weights"  // where weight matching ends
	StartIdentity = "identity" // B as it was trained
	StartRandom   = "random"   // a random permutation
)

// LossSearch is how a search for the permutation of smallest loss goes: the straight-through estimator, Sinkhorn
// matching on the loss, swap descent. The zero value leaves all to the search.
type LossSearch struct {
	Start string  // one of the above; "" is StartOwn
	Steps int     // of the search; 0 for its own number
	Rate  float64 // of its optimiser; 0 for its own
}

// start returns the permutation to start from, own where nothing was asked for; nil for where weight matching ends.
func (l LossSearch) start(p Pairing, own string, r *toynets.Rand) (where string, from symmetry.Permutation) {
	where = l.Start
	if where == "" || where == StartOwn {
		where = own
	}
	switch where {
	case StartIdentity:
		return where, p.Symmetry.Identity()
	case StartRandom:
		return where, p.Symmetry.Random(r)
	}
	return where, nil
}

// ratedRows is how many training examples, the first, rate a permutation.
const ratedRows = 2000

// midpoint rates permutations: the training loss of ½ (A + π(B)) over the first examples.
type midpoint struct {
	p          Pairing
	eval       *toynets.Evaluator
	data       toynets.Data
	pb, merged []float32
}

func newMidpoint(p Pairing) *midpoint {
	m := &midpoint{p: p, eval: toynets.NewEvaluator(p.Model), data: p.Train, pb: make([]float32, len(p.A)),
		merged: make([]float32, len(p.A))}
	m.data.N = min(p.Train.N, ratedRows)
	m.data.X, m.data.Y = p.Train.X[:m.data.N*p.Train.Dim], p.Train.Y[:m.data.N]
	return m
}

// loss leaves π(B) in pb and its midpoint in merged.
func (m *midpoint) loss(perm symmetry.Permutation) float64 {
	m.p.Symmetry.ApplyTo(m.pb, m.p.B, perm)
	kernel.Lerp(m.merged, m.p.A, m.pb, 0.5)
	return m.eval.Score(m.merged, m.data).Loss
}

// batches gives examples in shuffled order, anew at the end of each pass.
type batches struct {
	random      *toynets.Rand
	order, rows []int
}

func newBatches(n int, r *toynets.Rand) batches {
	b := batches{random: r, order: make([]int, n)}
	for i := range b.order {
		b.order[i] = i
	}
	return b
}

// next returns at most n examples.
func (b *batches) next(n int) []int {
	if len(b.rows) == 0 {
		b.random.Shuffle(len(b.order), func(i, j int) { b.order[i], b.order[j] = b.order[j], b.order[i] })
		b.rows = b.order
	}
	n = min(n, len(b.rows))
	rows := b.rows[:n]
	b.rows = b.rows[n:]
	return rows
}

// matchedFrom climbs from a permutation to where weight matching has nothing more to gain; it is the start of a search
// for the loss that begins at the closest weights.
func matchedFrom(p Pairing, from symmetry.Permutation) (symmetry.Permutation, error) {
	c := newAscent(p.Symmetry, p.B)
	c.aim(p.A, p.B)
	c.place(from)
	for {
		more, err := c.step(0)
		if err != nil || !more {
			return c.perm, err
		}
	}
}
