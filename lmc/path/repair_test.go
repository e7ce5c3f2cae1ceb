package path_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/internal/testnet"
	"onebasin/lmc/matching"
	"onebasin/lmc/path"
	"onebasin/toynets"
)

// repaired repairs θ, or only measures it where there is no target.
func repaired(m toynets.MLP, theta []float32, d toynets.Data, target *path.Moments) (path.Moments, []float32) {
	r := path.NewRepair(m, theta, d, target)
	for r.Step() {
	}
	return r.Moments(), r.Theta()
}

// momentsByDefinition takes the values before the activation from the networks cut off at each layer, whose logits they
// are, and sums twice.
func momentsByDefinition(m toynets.MLP, theta []float32, d toynets.Data) (p path.Moments) {
	for l := 1; l < m.Layers(); l++ {
		cut := toynets.MLP{Widths: m.Widths[:l+1], Act: m.Act}
		width := m.Widths[l]
		z := make([]float32, d.N*width)
		toynets.NewEvaluator(cut).Logits(z, theta[:cut.Params()], d.X, d.N)
		mean, deviation := make([]float64, width), make([]float64, width)
		for i := range width {
			for k := range d.N {
				mean[i] += float64(z[k*width+i]) / float64(d.N)
			}
			for k := range d.N {
				deviation[i] += testnet.Square(float64(z[k*width+i])-mean[i]) / float64(d.N)
			}
			deviation[i] = math.Sqrt(deviation[i])
		}
		p.Mean, p.Deviation = append(p.Mean, mean), append(p.Deviation, deviation)
	}
	return p
}

func near(t *testing.T, want, got path.Moments, tolerance float64, note string) {
	t.Helper()
	require.Len(t, got.Mean, len(want.Mean))
	for l := range want.Mean {
		assert.InDeltaSlice(t, want.Mean[l], got.Mean[l], tolerance, "%s: mean of layer %d", note, l+1)
		assert.InDeltaSlice(t, want.Deviation[l], got.Deviation[l], tolerance, "%s: deviation of layer %d", note, l+1)
	}
}

// A unit by hand: z = −1, 1, 3 has mean 1 and deviation √(8/3).
func TestRepairByHand(t *testing.T) {
	m := toynets.MLP{Widths: []int{1, 1, 2}}
	d := toynets.Data{X: []float32{-1, 0, 1}, Y: []int32{0, 1, 0}, N: 3, Dim: 1, Classes: 2}
	theta := []float32{2, 1, 5, 6, 7, 8}
	root := math.Sqrt(8. / 3)
	found, same := repaired(m, theta, d, nil)
	near(t, path.Moments{Mean: [][]float64{{1}}, Deviation: [][]float64{{root}}}, found, 1e-7, "measured")
	assert.Equal(t, theta, same)
	_, got := repaired(m, theta, d, &path.Moments{Mean: [][]float64{{-2}}, Deviation: [][]float64{{root / 4}}})
	assert.InDeltaSlice(t, []float32{0.5, -2, 5, 6, 7, 8}, got, 1e-6)
	assert.Equal(t, []float32{2, 1, 5, 6, 7, 8}, theta, "the input is as it was")
}

// After REPAIR every hidden unit has the moments asked for, by their definition; the outputs' weights are as they were;
// steps of blocks and of all give the same.
func TestRepairMakesMomentsEqual(t *testing.T) {
	for _, link := range []string{"net=16-12-9&n=700&nt=20&steps=200", "net=14&act=tanh&n=300&nt=20&steps=100",
		"data=gauss&dim=5&net=12-12&act=gelu&n=300&nt=20&steps=100",
		"data=moons&net=9-8&act=sigmoid&opt=sgd&lr=0.5&n=300&nt=20&steps=100"} {
		p := pairs(t, link+"&seeds=1,2")[0]
		ends := [2]path.Moments{momentsByDefinition(p.Model, p.A, p.Train), momentsByDefinition(p.Model, p.B, p.Train)}
		for k, theta := range [][]float32{p.A, p.B} {
			found, _ := repaired(p.Model, theta, p.Train, nil)
			near(t, ends[k], found, 1e-5, link)
		}
		for _, lambda := range []float64{0.25, 0.5, 0.9} {
			target := ends[0].Between(ends[1], lambda)
			merged := path.NewLine(p.Model, p.A, p.B, p.Train, p.Train).At(lambda)
			before := momentsByDefinition(p.Model, merged, p.Train)
			_, theta := repaired(p.Model, merged, p.Train, &target)
			near(t, target, momentsByDefinition(p.Model, theta, p.Train), 2e-5, link)
			last := p.Model.Layers() - 1
			assert.Greater(t, math.Abs(before.Spread()[last-1]/target.Spread()[last-1]-1), 0.05,
				"%s: there was something to repair", link)
			w, _ := p.Model.Offsets(p.Model.Layers())
			assert.Equal(t, merged[w:], theta[w:])
		}
	}
}

// At the ends nothing is to be done, and not a bit is changed.
func TestRepairLeavesTheEnds(t *testing.T) {
	for _, act := range []string{"relu", "tanh", "gelu"} {
		p := pairs(t, "net=16-12&n=300&nt=20&steps=100&seeds=1,2&act="+act)[0]
		a, _ := repaired(p.Model, p.A, p.Train, nil)
		b, _ := repaired(p.Model, p.B, p.Train, nil)
		line := path.NewLine(p.Model, p.A, p.B, p.Train, p.Train)
		for lambda, want := range map[float64][]float32{0: p.A, 1: p.B} {
			target := a.Between(b, lambda)
			_, got := repaired(p.Model, line.At(lambda), p.Train, &target)
			assert.Equal(t, want, got, "%s, λ = %v", act, lambda)
		}
	}
}

// A unit that is constant is shifted, whatever deviation is asked for; one that is to be constant becomes so. Neither
// gives what is no number.
func TestRepairOfDeadUnits(t *testing.T) {
	p := pairs(t, "net=8-8&n=200&nt=20&steps=60&seeds=1,2")[0]
	a, b := append([]float32(nil), p.A...), append([]float32(nil), p.B...)
	w, bias := p.Model.Offsets(1)
	for j := range 2 {
		a[w+j], b[w+j] = 0, 0      // unit 0 constant at both ends,
		a[w+2+j], b[w+2+j] = 1, -1 // unit 1 halfway only,
		a[w+4+j] = 0               // unit 2 at one end
	}
	a[bias], b[bias] = -3, 1
	for j := range 8 { // and unit 3 of the second layer sees nothing
		w2, _ := p.Model.Offsets(2)
		a[w2+3*8+j], b[w2+3*8+j] = 0, 0
	}
	ma, _ := repaired(p.Model, a, p.Train, nil)
	mb, _ := repaired(p.Model, b, p.Train, nil)
	for k := range 9 {
		lambda := float64(k) / 8
		target := ma.Between(mb, lambda)
		merged := path.NewLine(p.Model, a, b, p.Train, p.Train).At(lambda)
		_, theta := repaired(p.Model, merged, p.Train, &target)
		for _, v := range theta {
			require.False(t, math.IsNaN(float64(v)) || math.IsInf(float64(v), 0))
		}
		got := momentsByDefinition(p.Model, theta, p.Train)
		for l := range got.Mean {
			assert.InDeltaSlice(t, target.Mean[l], got.Mean[l], 2e-5, "λ = %v: mean of layer %d", lambda, l+1)
		}
		assert.InDelta(t, 0, got.Deviation[0][0], 1e-12)
		if k == 4 {
			assert.InDelta(t, 0, got.Deviation[0][1], 1e-12, "there is no direction to stretch")
		}
	}
}

// pairs returns the pairs (A, other) of the link's trained networks.
func pairs(t *testing.T, link string) []matching.Pairing {
	t.Helper()
	_, p := testnet.Pairs(t, link)
	return p
}
