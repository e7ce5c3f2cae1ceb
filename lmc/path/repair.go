package path

import (
	"math"

	"onebasin/lmc/vector"
	"onebasin/toynets"
	"onebasin/toynets/kernel"
)

// Moments are the mean and the standard deviation over examples of every hidden unit's value before the activation,
// layer by layer.
type Moments struct{ Mean, Deviation [][]float64 }

// Between returns (1−λ)·p + λ·q, moment by moment; the ends are p and q to the bit.
func (p Moments) Between(q Moments, lambda float64) Moments {
	mix := func(x, y [][]float64) (out [][]float64) {
		for l := range x {
			row := make([]float64, len(x[l]))
			for i := range row {
				row[i] = float64((1-lambda)*x[l][i]) + float64(lambda*y[l][i])
			}
			out = append(out, row)
		}
		return out
	}
	switch lambda {
	case 0:
		return p
	case 1:
		return q
	}
	return Moments{Mean: mix(p.Mean, q.Mean), Deviation: mix(p.Deviation, q.Deviation)}
}

// Spread returns, of every layer, the mean of the units' standard deviations.
func (p Moments) Spread() []float64 {
	out := make([]float64, len(p.Deviation))
	for l, layer := range p.Deviation {
		for _, s := range layer {
			out[l] += s
		}
		out[l] /= float64(len(layer))
	}
	return out
}

// Repair gives every hidden unit of a network the mean μ and the standard deviation σ that are asked for, by rescaling
// and shifting its value before the activation (Jordan et al., REPAIR: REnormalizing Permuted Activations for
// Interpolation Repair, 2022, 2211.08403). With m and s what the unit has over the data, its row of W and its bias
// become
//
//	W ← σ/s · W,  b ← σ/s · (b − m) + μ
//
// so that the repaired network has the same shape. The layers are repaired one after the other, each with those below
// it repaired already. The authors ask for moments between those of the two networks merged; their code does it with
// batch normalisation, whose constant 1e-5 in the variance is left out here. A unit that is constant to float32's
// precision has no deviation to rescale: it is shifted only (ours).
//
//	r := NewRepair(model, merged, train, &target)
//	for r.Step() {
//	}
//	theta := r.Theta()
//
// Without a target it changes nothing and only measures. It takes two passes of the data through the network, a block
// of examples a step, and holds the values of two layers over all examples.
type Repair struct {
	m      toynets.MLP
	data   toynets.Data
	target *Moments
	theta  []float32
	found  Moments

	layer, row  int
	folded      bool // the layer has its moments, and its values are being computed
	below, here []float32
	shift       []float32
	sum, square []float64
	ws          kernel.Workspace
}

// repairRows is how many examples a step takes.
const repairRows = 256

// NewRepair begins to repair θ, of which it takes a copy, over data. target, nil for none, is kept.
func NewRepair(m toynets.MLP, theta []float32, data toynets.Data, target *Moments) *Repair {
	return &Repair{m: m, data: data, target: target, theta: append([]float32(nil), theta...), layer: 1, below: data.X}
}

// Step takes a block of examples through a layer; it reports whether there is more to do.
func (r *Repair) Step() (more bool) {
	if r.layer >= r.m.Layers() {
		return false
	}
	in, width := r.m.Widths[r.layer-1], r.m.Widths[r.layer]
	if r.row == 0 && !r.folded {
		r.here, r.shift = make([]float32, r.data.N*width), nil
		r.sum, r.square = make([]float64, width), make([]float64, width)
	}
	rows := min(repairRows, r.data.N-r.row)
	below := r.below[r.row*in : (r.row+rows)*in]
	z := r.here[r.row*width : (r.row+rows)*width]
	act := kernel.Identity
	if r.folded {
		act = r.m.Act
	}
	kernel.Gemm(false, true, rows, width, in, below, r.m.Weight(r.theta, r.layer), z, &r.ws)
	kernel.BiasAct(act, rows, width, z, r.m.Bias(r.theta, r.layer), z)
	if !r.folded {
		// Deviations from the first examples' mean lose nothing to cancellation, and are exactly 0 where a unit is.
		if r.shift == nil {
			r.shift = vector.ColumnMeans(z, width)
		}
		vector.CentreColumns(z, r.shift, r.sum, r.square)
	}
	if r.row += rows; r.row < r.data.N {
		return true
	}
	r.row = 0
	if !r.folded {
		r.fold()
		if r.layer < r.m.Layers()-1 {
			r.folded = true
			return true
		}
	}
	r.folded, r.below = false, r.here
	r.layer++
	return r.layer < r.m.Layers()
}

// fold takes the moments of the layer and, if there is a target, moves its units there.
func (r *Repair) fold() {
	n := float64(r.data.N)
	mean, deviation := make([]float64, len(r.sum)), make([]float64, len(r.sum))
	for i, s := range r.sum {
		mean[i] = float64(r.shift[i]) + s/n
		deviation[i] = math.Sqrt(max(0, r.square[i]-float64(s*s)/n) / n)
	}
	r.found.Mean, r.found.Deviation = append(r.found.Mean, mean), append(r.found.Deviation, deviation)
	if r.target == nil {
		return
	}
	in := r.m.Widths[r.layer-1]
	weight, bias := r.m.Weight(r.theta, r.layer), r.m.Bias(r.theta, r.layer)
	for i := range mean {
		mu, sigma := r.target.Mean[r.layer-1][i], r.target.Deviation[r.layer-1][i]
		scale := 1.0
		if deviation[i] > constant*math.Abs(mean[i]) {
			scale = sigma / deviation[i]
		}
		row := weight[i*in : (i+1)*in]
		for j, w := range row {
			row[j] = float32(float64(w) * scale)
		}
		// As a change of b, so that a unit with the moments asked for keeps its bits.
		b := float64(bias[i])
		bias[i] = float32(b + (float64((scale-1)*(b-mean[i])) + (mu - mean[i])))
	}
}

// constant is the deviation, over the mean, below which a unit counts as constant: what float32's roundings leave of
// none.
const constant = 1e-6

// Theta returns the repaired parameters after the last step.
func (r *Repair) Theta() []float32 { return r.theta }

// Moments returns what was found in each layer, those below it being repaired, after the last step.
func (r *Repair) Moments() Moments { return r.found }
