package matching

import (
	"errors"
	"math"

	"onebasin/lmc/symmetry"
	"onebasin/lmc/vector"
	"onebasin/toynets"
	"onebasin/toynets/kernel"
)

const (
	// swapTries is how often units are tried to exchange, unless it is asked for otherwise.
	swapTries = 10000

	// swapRestarts is the number of restarts of weight matching in whose place one of swap descent is made.
	swapRestarts = 12

	// swapRefresh is after how many exchanges everything is computed anew: what is updated in float32 drifts.
	swapRefresh = 32
)

// SwapDescent looks for the permutation whose merged network has the smallest loss, by exchanging units (our choice of
// the simplest such search): two random units of one layer of π(B) change places, and stay so if the training loss of ½
// (A + π(B)) falls. It starts from a random permutation and sees no weights.
//
// A try is cheap. Exchanging units i and j of layer l changes two rows of W_l and two columns of W_{l+1}. With products
// z_l = y_{l−1} W_lᵀ and values y_l kept for all examples, it takes two new columns of z_l, and
//
//	z_{l+1} ← z_{l+1} + [y′_i y′_j y_i y_j] · [w′_i w′_j −w_i −w_j]ᵀ
//
// where w are columns of W_{l+1}; only the layers above are computed whole.
type SwapDescent struct {
	rated   *midpoint
	model   toynets.MLP
	random  *toynets.Rand
	perm    symmetry.Permutation
	z, y    [][]float32 // of every layer 1 … L: products without bias, and values
	tz, ty  [][]float32 // the same of a try, for the layers above the one that changes
	units   int
	tries   int
	left    int
	kept    int
	lowest  float64
	losses  []float32
	ws      kernel.Workspace
	left4   []float32 // n×4
	right4  []float32 // 4×w
	two     []float32 // n×2: products of the units that change, then their values
	product []float32
	last    Exchange
	err     error
}

// Exchange is what one try did.
type Exchange struct {
	Group, I, J   int // units of π(B) that were to change places
	Before, After float64
	Kept          bool
}

// NewSwapDescent begins a search. It reads p and keeps it.
func NewSwapDescent(p Pairing, l LossSearch, r *toynets.Rand) *SwapDescent {
	s := &SwapDescent{rated: newMidpoint(p), model: p.Model, random: r, tries: swapTries}
	if l.Steps > 0 {
		s.tries = l.Steps
	}
	s.left = s.tries
	where, from := l.start(p, StartRandom, r)
	if s.perm = from; where == StartWeights {
		if s.perm, s.err = matchedFrom(p, p.Symmetry.Identity()); s.err != nil {
			s.perm = p.Symmetry.Identity()
		}
	}
	s.perm = s.perm.Clone()
	n := s.rated.data.N
	for _, w := range p.Model.Widths[1:] {
		for _, list := range []*[][]float32{&s.z, &s.y, &s.tz, &s.ty} {
			*list = append(*list, make([]float32, n*w))
		}
	}
	s.losses, s.left4, s.two = make([]float32, n), make([]float32, 4*n), make([]float32, 2*n)
	for _, w := range p.Symmetry.Groups {
		if w > 1 {
			s.units += w
		}
	}
	if s.units == 0 {
		s.left = 0
	}
	if s.refresh(); s.err == nil && !(math.Abs(s.lowest) <= math.MaxFloat64) {
		s.err = errHalfway
	}
	return s
}

var errHalfway = errors.New("the loss halfway is not finite")

func searchSwaps(p Pairing, _ int, r *toynets.Rand) Search { return NewSwapDescent(p, p.Loss, r) }

// refresh computes everything of the present permutation anew.
func (s *SwapDescent) refresh() {
	s.rated.p.Symmetry.ApplyTo(s.rated.pb, s.rated.p.B, s.perm)
	kernel.Lerp(s.rated.merged, s.rated.p.A, s.rated.pb, 0.5)
	s.forward(1, s.z, s.y)
	s.lowest = s.loss(s.y)
}

// forward computes layers first … L from y of the layer below.
func (s *SwapDescent) forward(first int, z, y [][]float32) {
	for l := first; l <= s.model.Layers(); l++ {
		below := s.rated.data.X
		if l > 1 {
			below = y[l-2]
		}
		in, out := s.model.Widths[l-1], s.model.Widths[l]
		kernel.Gemm(false, true, s.rated.data.N, out, in, below, s.model.Weight(s.rated.merged, l), z[l-1], &s.ws)
		s.activate(l, z, y)
	}
}

// activate makes the values of layer l of its products.
func (s *SwapDescent) activate(l int, z, y [][]float32) {
	act := s.model.Act
	if l == s.model.Layers() {
		act = kernel.Identity
	}
	copy(y[l-1], z[l-1])
	kernel.BiasAct(act, s.rated.data.N, s.model.Widths[l], y[l-1], s.model.Bias(s.rated.merged, l), y[l-1])
}

func (s *SwapDescent) loss(y [][]float32) (sum float64) {
	logits := y[len(y)-1]
	n := s.rated.data.N
	kernel.SoftmaxXent(n, len(logits)/n, logits, s.rated.data.Y, s.losses, nil, 0)
	for _, v := range s.losses {
		sum += float64(v)
	}
	return sum / float64(n)
}

// Step tries one exchange.
func (s *SwapDescent) Step() (more bool) {
	if s.err != nil || s.left == 0 {
		return false
	}
	s.left--
	g, i, j := s.draw()
	s.last = Exchange{Group: g, I: i, J: j, Before: s.lowest, After: s.lowest}
	s.swap(g, i, j) // merged weights are those of the try from here on
	after := s.try(g+1, i, j)
	if s.last.Kept = after < s.lowest; s.last.Kept {
		s.keep(g+1, i, j)
		s.lowest, s.last.After = after, after
		if s.kept++; s.kept%swapRefresh == 0 {
			s.refresh()
		}
	} else {
		s.swap(g, i, j)
	}
	return s.left > 0
}

// draw chooses a layer, by its number of units, and two of its units.
func (s *SwapDescent) draw() (g, i, j int) {
	i = s.random.IntN(s.units)
	for w := range s.rated.p.Symmetry.Groups {
		n := s.rated.p.Symmetry.Groups[w]
		if n < 2 {
			continue
		}
		if g = w; i < n {
			break
		}
		i -= n
	}
	j = s.random.IntN(s.rated.p.Symmetry.Groups[g] - 1)
	if j >= i {
		j++
	}
	return g, i, j
}

// swap exchanges units i and j of group g in π, in π(B) and in the merged network, keeping the old columns.
func (s *SwapDescent) swap(g, i, j int) {
	p := s.perm[g]
	p[i], p[j] = p[j], p[i]
	l := g + 1
	width := s.model.Widths[l+1]
	s.right4 = grow(s.right4, 4*width)
	s.columns(l+1, i, j, s.right4[2*width:4*width], -1)
	for _, t := range s.rated.p.Symmetry.Tensors {
		pb, a, merged := t.Of(s.rated.pb), t.Of(s.rated.p.A), t.Of(s.rated.merged)
		blend := func(at int) { kernel.Lerp(merged[at:at+1], a[at:at+1], pb[at:at+1], 0.5) }
		if t.RowGroup == g {
			for k := range t.Cols {
				x, y := i*t.Cols+k, j*t.Cols+k
				pb[x], pb[y] = pb[y], pb[x]
			}
			for _, r := range [2]int{i, j} {
				from, to := r*t.Cols, (r+1)*t.Cols
				kernel.Lerp(merged[from:to], a[from:to], pb[from:to], 0.5)
			}
		}
		if t.ColGroup == g {
			for k := range t.Rows {
				x, y := k*t.Cols+i, k*t.Cols+j
				pb[x], pb[y] = pb[y], pb[x]
				blend(x)
				blend(y)
			}
		}
	}
	s.columns(l+1, i, j, s.right4[:2*width], 1)
}

// columns writes columns i and j of W_l as rows, times a sign.
func (s *SwapDescent) columns(l, i, j int, dst []float32, sign float32) {
	in, out := s.model.Widths[l-1], s.model.Widths[l]
	w := s.model.Weight(s.rated.merged, l)
	for r := range out {
		dst[r], dst[out+r] = sign*w[r*in+i], sign*w[r*in+j]
	}
}

// try returns the loss with units i and j of layer l exchanged, leaving the values above it in tz and ty and theirs in
// two and left4.
func (s *SwapDescent) try(l, i, j int) float64 {
	n, in, width := s.rated.data.N, s.model.Widths[l-1], s.model.Widths[l]
	below := s.rated.data.X
	if l > 1 {
		below = s.y[l-2]
	}
	w, b := s.model.Weight(s.rated.merged, l), s.model.Bias(s.rated.merged, l)
	rows := make([]float32, 2*in)
	copy(rows, w[i*in:(i+1)*in])
	copy(rows[in:], w[j*in:(j+1)*in])
	kernel.Gemm(false, true, n, 2, in, below, rows, s.two, &s.ws)
	values := append([]float32(nil), s.two...)
	kernel.BiasAct(s.model.Act, n, 2, values, []float32{b[i], b[j]}, values)
	for r := range n {
		s.left4[4*r], s.left4[4*r+1] = values[2*r], values[2*r+1]
		s.left4[4*r+2], s.left4[4*r+3] = s.y[l-1][r*width+i], s.y[l-1][r*width+j]
	}
	above := s.model.Widths[l+1]
	s.product = grow(s.product, n*above)
	kernel.Gemm(false, false, n, above, 4, s.left4, s.right4, s.product, &s.ws)
	to, from := s.tz[l][:len(s.product)], s.z[l][:len(s.product)]
	for k, v := range s.product {
		to[k] = from[k] + v
	}
	s.activate(l+1, s.tz, s.ty)
	s.forward(l+2, s.tz, s.ty)
	return s.loss(s.ty)
}

// keep takes over what the last try computed.
func (s *SwapDescent) keep(l, i, j int) {
	width := s.model.Widths[l]
	for r := range s.rated.data.N {
		s.z[l-1][r*width+i], s.z[l-1][r*width+j] = s.two[2*r], s.two[2*r+1]
		s.y[l-1][r*width+i], s.y[l-1][r*width+j] = s.left4[4*r], s.left4[4*r+1]
	}
	for k := l; k < len(s.z); k++ {
		s.z[k], s.tz[k] = s.tz[k], s.z[k]
		s.y[k], s.ty[k] = s.ty[k], s.y[k]
	}
}

// Work returns about how many multiply-adds a try takes, for progress and patience: the mean over layers of two columns
// of products, four of the layer above, and all of what is above that.
func (s *SwapDescent) Work() int {
	sum := 0
	for l := 1; l < s.model.Layers(); l++ {
		sum += 2*s.model.Widths[l-1] + 4*s.model.Widths[l+1]
		for k := l + 2; k <= s.model.Layers(); k++ {
			sum += s.model.Widths[k-1] * s.model.Widths[k]
		}
	}
	return s.rated.data.N * sum / max(1, s.model.Layers()-1)
}

// Last returns what the last Step did; nothing before the first.
func (s *SwapDescent) Last() Exchange { return s.last }

// Permutation returns the permutation of lowest midpoint loss so far.
func (s *SwapDescent) Permutation() symmetry.Permutation { return s.perm }

// Objective returns ⟨A, π(B)⟩ of that permutation, which is not what is sought.
func (s *SwapDescent) Objective() float64 { return vector.Dot(s.rated.p.A, s.rated.pb) }

// Merit is the midpoint loss with its sign changed.
func (s *SwapDescent) Merit() float64 { return -s.lowest }

// Loss returns the training loss at the midpoint for that permutation, over the examples that rate.
func (s *SwapDescent) Loss() float64 { return s.lowest }

// Fraction returns how far the search is, from 0 to 1.
func (s *SwapDescent) Fraction() float64 { return 1 - float64(s.left)/float64(s.tries) }

// Sweeps returns the number of exchanges that were kept, and one for the beginning.
func (s *SwapDescent) Sweeps() int { return 1 + s.kept }

// Err returns why the search stopped early: parameters that are not finite.
func (s *SwapDescent) Err() error { return s.err }
