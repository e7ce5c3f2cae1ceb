package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestSoftmaxXentByHand(t *testing.T) {
	// Row 0: logits log 1, log 2, log 5, so p = 1/8, 2/8, 5/8; row 1: all equal.
	logits := []float32{0, math.Ln2, 1.6094379124341003, 7, 7, 7}
	losses, d := make([]float32, 2), make([]float32, 6)
	SoftmaxXent(2, 3, logits, []int32{1, 0}, losses, d, 0.5)
	near(t, "losses", losses, []float64{math.Log(4), math.Log(3)})
	near(t, "gradient", d, []float64{1. / 16, -6. / 16, 5. / 16, -1. / 3, 1. / 6, 1. / 6})

	p := make([]float32, 6)
	Softmax(2, 3, logits, p)
	near(t, "probabilities", p, []float64{1. / 8, 2. / 8, 5. / 8, 1. / 3, 1. / 3, 1. / 3})
}

func TestSoftmaxXentOfHugeLogits(t *testing.T) {
	const big = math.MaxFloat32
	logits := []float32{big, -big, 1e30, 0, -1e30, -1e30}
	losses, d := make([]float32, 3), make([]float32, 6)
	SoftmaxXent(3, 2, logits, []int32{0, 1, 0}, losses, d, 1)
	if losses[0] != 0 || losses[1] != 1e30 {
		t.Errorf("losses %v, want 0, 1e30, log 2", losses)
	}
	near(t, "gradient", d, []float64{0, 0, 1, -1, -0.5, 0.5})
}

func TestDivergedLogitsGiveNaN(t *testing.T) {
	losses := make([]float32, 2)
	logits := []float32{float32(math.NaN()), 0, 0, float32(math.Inf(1))}
	SoftmaxXent(2, 2, logits, []int32{1, 0}, losses, nil, 1)
	for i, l := range losses {
		if l == l {
			t.Errorf("loss %d is %v, want NaN", i, l)
		}
	}
}

// TestSoftmaxGradientAgainstDifferences judges the gradient by differences of a float64 loss.
func TestSoftmaxGradientAgainstDifferences(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 1))
	const m, n = 9, 7
	x, labels := make([]float32, m*n), make([]int32, m)
	for i := range x {
		x[i] = float32(2 * r.NormFloat64())
	}
	for i := range labels {
		labels[i] = int32(r.IntN(n))
	}
	loss := func(row []float64, label int32) float64 {
		sum := 0.0
		for _, v := range row {
			sum += math.Exp(v)
		}
		return math.Log(sum) - row[label]
	}
	losses, d := make([]float32, m), make([]float32, m*n)
	SoftmaxXent(m, n, x, labels, losses, d, 1)
	for i := range m {
		row := make([]float64, n)
		for j := range row {
			row[j] = float64(x[i*n+j])
		}
		near(t, "loss", losses[i:i+1], []float64{loss(row, labels[i])})
		for j := range row {
			const h = 1e-5
			at := row[j]
			row[j] = at + h
			up := loss(row, labels[i])
			row[j] = at - h
			want := (up - loss(row, labels[i])) / (2 * h)
			row[j] = at
			near(t, "gradient", d[i*n+j:i*n+j+1], []float64{want})
		}
	}
}

func TestCountCorrect(t *testing.T) {
	nan := float32(math.NaN())
	logits := []float32{
		1, 2, 3,
		5, 5, 1, // a tie: the lower index
		5, 5, 1,
		nan, 1, 2, // nothing is larger than NaN
		0, nan, 1,
	}
	if got := CountCorrect(5, 3, logits, []int32{2, 0, 1, 0, 2}); got != 4 {
		t.Errorf("%d rows correct, want 4", got)
	}
	if got := CountCorrect(0, 3, nil, nil); got != 0 {
		t.Errorf("%d of no rows correct", got)
	}
}

// near compares with a tolerance of a few float32 roundings.
func near(t *testing.T, what string, got []float32, want []float64) {
	t.Helper()
	for i := range got {
		if d := math.Abs(float64(got[i]) - want[i]); !(d <= 1e-6*(1+math.Abs(want[i]))) {
			t.Errorf("%s %d: got %v, want %v", what, i, got[i], want[i])
		}
	}
}
