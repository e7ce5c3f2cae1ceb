package symmetry_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/internal/testnet"
	"onebasin/lmc/symmetry"
	"onebasin/lmc/vector"
	"onebasin/toynets"
	"onebasin/toynets/kernel"
)

// 1-2-2-1: W1 = (1 2)ᵀ, b1 = (3 4), W2 = (5 6; 7 8), b2 = (9 10), W3 = (11 12), b3 = 13.
func TestMoveByHand(t *testing.T) {
	theta := []float32{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}
	swap, stay := symmetry.Permutation{{1, 0}, {0, 1}}, symmetry.Permutation{{0, 1}, {0, 1}}
	for _, c := range []struct {
		act  kernel.Act
		e    symmetry.Element
		want []float32
	}{
		{kernel.Gelu, symmetry.Element{Permutation: stay}, theta},
		// Unit 1 of the first layer negated, then put in front.
		{kernel.Tanh, symmetry.Element{Permutation: swap, Signs: [][]int{{-1, 1}, {1, 1}}},
			[]float32{-2, 1, -4, 3, -6, 5, -8, 7, 9, 10, 11, 12, 13}},
		{kernel.Tanh, symmetry.Element{Permutation: stay, Signs: [][]int{{-1, 1}, {1, -1}}},
			[]float32{-1, 2, -3, 4, -5, 6, 7, -8, 9, -10, 11, -12, 13}},
		// σ(−z) = 1 − σ(z): the column (5 7) goes to the next bias, (9 10) + (5 7), and the second unit of it is
		// negated.
		{kernel.Sigmoid, symmetry.Element{Permutation: stay, Signs: [][]int{{-1, 1}, {1, -1}}},
			[]float32{-1, 2, -3, 4, -5, 6, 7, -8, 14, -17, 11, -12, 25}},
		{kernel.Relu, symmetry.Element{Permutation: swap, Scales: [][]float64{{2, 1}, {1, 4}}},
			[]float32{4, 1, 8, 3, 3, 5, 16, 28, 9, 40, 11, 3, 13}},
	} {
		s := symmetry.MLPSymmetry(toynets.MLP{Widths: []int{1, 2, 2, 1}, Act: c.act})
		assert.Equal(t, c.want, s.Move(theta, c.e), "%+v", c.e)
	}
}

// acts are the activations with the freedoms of their units.
var acts = []struct {
	act    kernel.Act
	signed bool
	scaled bool
}{{kernel.Relu, false, true}, {kernel.Tanh, true, false}, {kernel.Sigmoid, true, false}, {kernel.Gelu, false, false}}

// g(θ) is the function that θ is: max |Δlogit| ≤ 1e-5 of the largest logit, in float32, for random elements of the
// whole group.
func TestElementsKeepTheFunction(t *testing.T) {
	r := toynets.Stream(4, "elements")
	const n = 50
	for _, shape := range testnet.Shapes() {
		for _, a := range acts {
			m := toynets.MLP{Widths: shape.Widths, Act: a.act}
			s := symmetry.MLPSymmetry(m)
			require.Equal(t, a.signed, s.Signed())
			require.Equal(t, a.scaled, s.Scaled())
			theta := make([]float32, m.Params())
			m.Init(theta, r)
			for k := range theta {
				theta[k] *= 3
			}
			x := testnet.Normals(r, n*m.Widths[0])
			classes := m.Widths[m.Layers()]
			want, got := make([]float32, n*classes), make([]float32, n*classes)
			e := toynets.NewEvaluator(m)
			e.Logits(want, theta, x, n)
			largest, moved := 0.0, 0.0
			for _, v := range want {
				largest = max(largest, math.Abs(float64(v)))
			}
			for range 5 {
				g := s.RandomElement(r)
				e.Logits(got, s.Move(theta, g), x, n)
				for i := range want {
					require.InDelta(t, want[i], got[i], 1e-5*largest, "%v %+v", m, g)
				}
				// What is not undone is seen: half of an element is another function.
				half := g
				half.Permutation = s.Identity()
				broken := s
				broken.Tensors = append([]symmetry.Tensor(nil), s.Tensors...)
				broken.Tensors[0].RowGroup = symmetry.Fixed
				e.Logits(got, broken.Move(theta, half), x, n)
				for i := range want {
					moved = max(moved, math.Abs(float64(want[i]-got[i])))
				}
			}
			if a.scaled || a.signed && m.Widths[1] > 1 {
				require.Greater(t, moved, 1e-4*largest)
			}
		}
	}
}

// The group's laws, on parameters: composition from left to right, inverses, and scales that cancel up to rounding.
func TestElementLaws(t *testing.T) {
	r := toynets.Stream(5, "element laws")
	for _, shape := range testnet.Shapes() {
		for _, a := range acts {
			s := symmetry.MLPSymmetry(toynets.MLP{Widths: shape.Widths, Act: a.act})
			theta := testnet.Normals(r, shape.Params())
			kept := append([]float32(nil), theta...)
			for range 10 {
				e, f, h := s.RandomElement(r), s.RandomElement(r), s.RandomElement(r)
				close := func(want, got []float32) {
					t.Helper()
					require.LessOrEqual(t, vector.Distance(want, got), 1e-6*(1+testnet.Norm(want)+testnet.Norm(theta)))
				}
				close(s.Move(s.Move(theta, e), f), s.Move(theta, e.Compose(f)))
				close(s.Move(theta, e.Compose(f).Compose(h)), s.Move(theta, e.Compose(f.Compose(h))))
				close(theta, s.Move(s.Move(theta, e), e.Inverse()))
				require.Equal(t, e, e.InPlace().Compose(e.Permutation.Element()))
				identity := e.Compose(e.Inverse())
				require.Equal(t, s.Identity(), identity.Permutation)
				for g := range identity.Signs {
					for _, sign := range identity.Signs[g] {
						require.Equal(t, 1, sign)
					}
				}
				for g := range identity.Scales {
					for _, c := range identity.Scales[g] {
						require.InDelta(t, 1, c, 1e-15)
					}
				}
				// A permutation alone moves bits and changes none.
				require.Equal(t, s.Apply(theta, e.Permutation), s.Move(theta, e.Permutation.Element()))
			}
			require.Equal(t, kept, theta, "inputs stay as they are")
		}
	}
}

// In centred coordinates the whole group acts without shifts, and it keeps lengths.
func TestCentredGroupIsOrthogonal(t *testing.T) {
	r := toynets.Stream(6, "centre")
	for _, shape := range testnet.Shapes() {
		s := symmetry.MLPSymmetry(toynets.MLP{Widths: shape.Widths, Act: kernel.Sigmoid})
		theta := testnet.Normals(r, shape.Params())
		for range 5 {
			e := s.RandomElement(r)
			want, got := s.Centred().Move(s.Centre(theta), e), s.Centre(s.Move(theta, e))
			require.LessOrEqual(t, vector.Distance(want, got), 1e-6*testnet.Norm(want))
			require.InEpsilon(t, testnet.Norm(s.Centre(theta)), testnet.Norm(want), 1e-6)
		}
	}
}

// Every unit comes in as long as it goes out, no other scales make ‖θ‖ smaller, and networks that differ in scales
// alone come to the same place.
func TestGauge(t *testing.T) {
	r := toynets.Stream(7, "gauge")
	for _, shape := range testnet.Shapes() {
		s := symmetry.MLPSymmetry(toynets.MLP{Widths: shape.Widths, Act: kernel.Relu})
		theta := testnet.Normals(r, shape.Params())
		gauge := func(theta []float32) []float32 {
			g := symmetry.NewGauge(s, theta)
			for g.Step() {
			}
			require.False(t, g.Step())
			return s.Move(theta, g.Element())
		}
		canonical := gauge(theta)
		for g, n := range s.Groups {
			for i := range n {
				var in, out float64
				for _, x := range s.Tensors {
					for k, v := range x.Of(canonical) {
						if x.RowGroup == g && k/x.Cols == i {
							in += testnet.Square(float64(v))
						}
						if x.ColGroup == g && k%x.Cols == i {
							out += testnet.Square(float64(v))
						}
					}
				}
				require.InEpsilon(t, in, out, 1e-5)
			}
		}
		for range 5 {
			e := s.RandomElement(r)
			e.Permutation = s.Identity()
			other := s.Move(theta, e)
			require.Greater(t, testnet.Norm(other), testnet.Norm(canonical))
			require.LessOrEqual(t, vector.Distance(canonical, gauge(other)), 1e-5*testnet.Norm(canonical))
		}
	}
}

// A dead unit keeps its scale: nothing comes in, or nothing goes out.
func TestGaugeOfDeadUnits(t *testing.T) {
	s := symmetry.MLPSymmetry(toynets.MLP{Widths: []int{1, 3, 1}, Act: kernel.Relu})
	g := symmetry.NewGauge(s, []float32{0, 3, 4, 0, 0, 0, 5, 0, 1, 0})
	for g.Step() {
	}
	assert.Equal(t, []float64{1, 1, 0.5}, g.Element().Scales[0])
}
