package toynets

import (
	"slices"

	"onebasin/toynets/kernel"
)

// Hessian computes products of the Hessian of the mean loss over a data set with vectors, without forming the matrix,
// batch by batch:
//
//	h := toynets.NewHessian(m, data, 100)
//	h.Product(dst, theta, v) // dst = H(θ)·v
//
// or, where a product takes too long for one piece of work,
//
//	for h.Begin(theta, v); h.Step(); {
//	}
//	h.Sum(dst)
//
// Where v·H·v alone is wanted, BeginAlong leaves out what it does not take.
//
// It is exact but for float32's roundings: every step of the gradient is differentiated along v. With R = d/dε at θ +
// εv (Pearlmutter, Fast exact multiplication by the Hessian, 1994), V_l and c_l the parts of v in the places of W_l and
// b_l, and the rest as in a gradient,
//
//	R z_l = W_l·R y_{l−1} + V_l·y_{l−1} + c_l,  R y_l = σ'(z_l) ⊙ R z_l
//	R δ_L = p ⊙ (R z_L − p·R z_L) / m
//	R δ_{l−1} = σ'(z) ⊙ (R δ_l·W_l + δ_l·V_l) + σ″(z) ⊙ (δ_l·W_l) ⊙ R z_{l−1}
//	H·v:  R δ_lᵀ·y_{l−1} + δ_lᵀ·R y_{l−1}  and  Σ_rows R δ_l
//
// A relu has σ″ = 0, and its kink no part: for relu networks H is the Hessian inside the piece of parameter space that
// θ lies in. A product costs about two and a half gradients. A Hessian owns its buffers, reads θ and v only, and is not
// for concurrent use.
type Hessian struct {
	t        *Trainer
	net      *mlpBackward // its gradient's values
	all      []int
	theta, v []float32
	lo, hi   int // layers between which v is not 0, and of which the product is wanted
	next     int // first row of the next batch
	sum      []float64

	ry     [][]float32 // batch × n_l: R z_l, then R y_l
	rz     [][]float32 // hidden layers: R z_l, which σ″ wants
	rdelta [][]float32 // R δ_l
	part   []float32   // one more summand of a matrix
	second []float32   // σ″ of gelu
	hv     []float32   // of one batch
}

// NewHessian returns the Hessian of networks of shape m over d, in batches of at most that many examples. It panics if
// m, d or the batch is not valid.
func NewHessian(m MLP, d Data, batch int) *Hessian {
	h := &Hessian{t: NewGradient(m, d, batch).t, sum: make([]float64, m.Params())}
	h.net = h.t.backward.(*mlpBackward)
	h.all = make([]int, d.N)
	for i := range h.all {
		h.all[i] = i
	}
	h.next = d.N
	rows, widest := h.t.recipe.Batch, 0
	for l, width := range m.Widths {
		h.ry = append(h.ry, make([]float32, rows*width))
		h.rz = append(h.rz, make([]float32, rows*width))
		h.rdelta = append(h.rdelta, make([]float32, rows*width))
		widest = max(widest, rows*width)
		if l > 0 {
			widest = max(widest, width*m.Widths[l-1])
		}
	}
	h.part = make([]float32, widest)
	if m.Act == kernel.Gelu {
		h.second = make([]float32, widest)
	}
	h.hv = make([]float32, m.Params())
	return h
}

// Product writes H(θ)·v to dst; all three have the length of θ. Where the arithmetic overflows, what it writes is not
// finite. It panics if a length is wrong.
func (h *Hessian) Product(dst []float64, theta, v []float32) {
	for h.Begin(theta, v); h.Step(); {
	}
	h.Sum(dst)
}

// Begin begins the product H(θ)·v. θ and v must not change before its last step.
func (h *Hessian) Begin(theta, v []float32) { h.begin(theta, v, 1, h.net.net.Layers()) }

// BeginAlong begins the part of the product that v·H·v takes: that of the layers that v moves, and of those between
// them; it has the same bits, and the rest is 0. The fewer they are and the higher, the less there is to do.
func (h *Hessian) BeginAlong(theta, v []float32) {
	checkTheta(h.net.net, v)
	lo, hi := h.net.net.Layers(), 1
	for l := lo; l >= 1; l-- {
		w, b := h.net.net.Offsets(l)
		if slices.ContainsFunc(v[w:b+h.net.net.Widths[l]], func(x float32) bool { return x != 0 }) {
			lo, hi = l, max(hi, l)
		}
	}
	h.begin(theta, v, lo, max(lo, hi))
}

func (h *Hessian) begin(theta, v []float32, lo, hi int) {
	checkTheta(h.net.net, theta)
	checkTheta(h.net.net, v)
	h.theta, h.v, h.next, h.lo, h.hi = theta, v, 0, lo, hi
	h.net.lowest, h.net.highest = lo, hi
	h.t.cut.End() // of a product that was left
	clear(h.sum)
	clear(h.hv)
	clear(h.t.grad)
}

// Step adds a batch to the product, or does a piece of that, and reports whether there is more to do.
func (h *Hessian) Step() (more bool) {
	t, n := h.t, h.t.data.N
	if h.next >= n {
		return false
	}
	rows := h.all[h.next:min(h.next+t.recipe.Batch, n)]
	t.theta = h.theta
	t.cut.Begin(t.piece)
	t.take(rows)
	if !h.batch(len(rows)) {
		return true
	}
	share := float64(len(rows)) / float64(n)
	for t.cut.More(len(h.hv), 4) {
		i, j := t.cut.Range()
		for k, v := range h.hv[i:j] {
			h.sum[i+k] += float64(share * float64(v))
		}
	}
	if t.cut.Paused() {
		return true
	}
	t.cut.End()
	h.next += len(rows)
	return h.next < n
}

// Gradient returns the gradient of the mean loss over the batch that the last step has ended, of the layers of which
// the product is wanted, and 0 of others; the next step overwrites it.
func (h *Hessian) Gradient() []float32 { return h.t.grad }

// Rows returns how many examples are in the product so far.
func (h *Hessian) Rows() int { return h.next }

// Sum writes the product to dst after the last step.
func (h *Hessian) Sum(dst []float64) {
	if len(dst) != len(h.sum) {
		panic("toynets: product and θ differ in length")
	}
	copy(dst, h.sum)
}

// batch is the stages that write H·v of the mean loss of the m examples that the trainer holds; it is called until it
// is done.
func (h *Hessian) batch(m int) (done bool) {
	b, net, c := h.net, h.net.net, &h.t.cut
	if !h.t.gradient(m) {
		return false
	}
	last := net.Layers()
	for l := h.lo; l <= last; l++ { // R y is 0 below
		in, out := net.Widths[l-1], net.Widths[l]
		ry, rz := h.ry[l][:m*out], h.rz[l][:m*out]
		if l > h.hi { // V is 0
			if !c.Gemm(false, true, m, out, in, h.ry[l-1][:m*in], net.Weight(h.theta, l), rz, &b.ws) {
				return false
			}
		} else {
			if !c.Gemm(false, true, m, out, in, b.values(h.t.x, m, l-1), net.Weight(h.v, l), rz, &b.ws) {
				return false
			}
			for c.More(m, elementCost*out) {
				i, j := c.Range()
				kernel.BiasAct(kernel.Identity, j-i, out, rz[i*out:j*out], net.Bias(h.v, l), rz[i*out:j*out])
			}
			if l > h.lo && !h.add(false, true, m, out, in, h.ry[l-1][:m*in], net.Weight(h.theta, l), rz) {
				return false
			}
		}
		if l < last {
			h.actGrad(l, m, rz, ry)
		}
	}

	h.outputs(m)
	for l := last; l >= h.lo; l-- {
		in, out := net.Widths[l-1], net.Widths[l]
		delta, rdelta, below := b.delta[l][:m*out], h.rdelta[l][:m*out], b.values(h.t.x, m, l-1)
		hw, wanted := net.Weight(h.hv, l), l <= h.hi
		if wanted {
			if !c.Gemm(true, false, out, in, m, rdelta, below, hw, &b.ws) {
				return false
			}
			colSums(c, m, out, rdelta, net.Bias(h.hv, l))
		}
		if l == h.lo {
			break // nothing below depends on v, or on θ
		}
		rdy := h.rdelta[l-1][:m*in]
		if wanted && !h.add(true, false, out, in, m, delta, h.ry[l-1][:m*in], hw) ||
			!c.Gemm(false, false, m, in, out, rdelta, net.Weight(h.theta, l), rdy, &b.ws) ||
			wanted && !h.add(false, false, m, in, out, delta, net.Weight(h.v, l), rdy) {
			return false
		}
		h.actGrad(l-1, m, rdy, rdy)
		if !h.addCurvature(m, l) {
			return false
		}
	}
	return !c.Paused()
}

// actGrad is the stage dz = σ'(z_l) ⊙ dy for m rows of layer l.
func (h *Hessian) actGrad(l, m int, dy, dz []float32) {
	b, c, n := h.net, &h.t.cut, h.net.net.Widths[l]
	for c.More(m*n, elementCost) {
		i, j := c.Range()
		kernel.ActGrad(b.net.Act, b.z[l][i:j], b.y[l][i:j], dy[i:j], dz[i:j])
	}
}

// outputs is the stage that writes R δ_L.
func (h *Hessian) outputs(m int) {
	last := h.net.net.Layers()
	classes := h.net.net.Widths[last]
	for h.t.cut.More(m, elementCost*classes) {
		i, j := h.t.cut.Range()
		p, logits := h.part[i*classes:j*classes], h.net.y[last][i*classes:j*classes]
		kernel.Softmax(j-i, classes, logits, p)
		for ; i < j; i++ {
			p, rz, rdelta := h.part[i*classes:(i+1)*classes], h.rz[last][i*classes:], h.rdelta[last][i*classes:]
			var mean float32
			for j, q := range p {
				mean += float32(q * rz[j])
			}
			for j, q := range p {
				rdelta[j] = q * (rz[j] - mean) / float32(m)
			}
		}
	}
}

// addCurvature is the stages that add σ″(z) ⊙ dy ⊙ R z of the layer below l to its R δ, where dy = δ_l·W_l. tanh and
// sigmoid have σ″ = σ'·(a function of y), and σ' ⊙ dy is δ_{l−1}.
func (h *Hessian) addCurvature(m, l int) (done bool) {
	b, c, width := h.net, &h.t.cut, h.net.net.Widths[l-1]
	to, delta, y, rz := h.rdelta[l-1][:m*width], b.delta[l-1], b.y[l-1], h.rz[l-1]
	switch b.net.Act {
	case kernel.Tanh:
		for c.More(len(to), elementCost) {
			for i, j := c.Range(); i < j; i++ {
				to[i] -= float32(2 * delta[i] * y[i] * rz[i])
			}
		}
	case kernel.Sigmoid:
		for c.More(len(to), elementCost) {
			for i, j := c.Range(); i < j; i++ {
				to[i] += float32(delta[i] * (1 - float32(2*y[i])) * rz[i])
			}
		}
	case kernel.Gelu:
		out := b.net.Widths[l]
		dy, second := h.part[:m*width], h.second[:m*width]
		if !c.Gemm(false, false, m, width, out, b.delta[l][:m*out], b.net.Weight(h.theta, l), dy, &b.ws) {
			return false
		}
		for c.More(len(to), 4*elementCost) {
			i, j := c.Range()
			geluSecond(second[i:j], b.z[l-1][i:j])
			for ; i < j; i++ {
				to[i] += float32(float32(dy[i]*second[i]) * rz[i])
			}
		}
	}
	return !c.Paused()
}

// geluSecond writes gelu's second derivative in its tanh form: with u the argument of the tanh and t its value,
//
//	(1 − t²)(u' + ½ z u″ − z t u'²),  u = √(2/π) (z + 0.044715 z³)
//
// It is 0 to float32's precision long before z² overflows, at ±16, where z is held.
func geluSecond(dst, z []float32) {
	const scale, cubic, most float32 = 0.797884560802865356, 0.044715, 16
	for i, z := range z {
		z = max(-most, min(most, z))
		dst[i] = scale * (z + float32(cubic*float32(z*float32(z*z))))
	}
	kernel.TanhTo(dst, dst)
	for i, z := range z {
		z = max(-most, min(most, z))
		square, t := float32(z*z), dst[i]
		slope := float32(scale * (1 + float32(3*cubic*square)))
		half := float32(scale * 3 * cubic * square) // ½ z u″
		dst[i] = (1 - float32(t*t)) * ((slope + half) - float32(float32(z*t)*float32(slope*slope)))
	}
}

// add is the stages that add op(a)·op(b) to c, m×n.
func (h *Hessian) add(transA, transB bool, m, n, k int, a, b, c []float32) (done bool) {
	part := h.part[:m*n]
	if !h.t.cut.Gemm(transA, transB, m, n, k, a, b, part, &h.net.ws) {
		return false
	}
	for h.t.cut.More(m*n, 2) {
		i, j := h.t.cut.Range()
		for k, v := range part[i:j] {
			c[i+k] += v
		}
	}
	return !h.t.cut.Paused()
}
