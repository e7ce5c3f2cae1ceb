package matching

import (
	"math"

	"onebasin/assign"
	"onebasin/toynets"
)

// Units renumbers the sigmoid units of a perceptron with one hidden layer to match another's by weights: the unit i of
// π(B) is the one of B for which the sum of
//
//	g(i, j) = ⟨w_i, w'_j⟩ + b_i·b'_j + ⟨v_i, v'_j⟩
//
// is largest, w and b going in and v out. With signs a unit may be turned, too, which is a tree's flip at depth 1:
// σ(−z) = 1 − σ(z), so w, b and v are negated and what comes of the 1 goes to the output's bias; then the sum of |g| is
// made largest. It panics where m is no such perceptron, and returns the error of numbers that cannot be compared.
func Units(m toynets.MLP, a, b []float32, signs bool) (matched []float32, err error) {
	if m.Layers() != 2 {
		panic("matching: not one hidden layer")
	}
	inputs, hidden, outputs := m.Widths[0], m.Widths[1], m.Widths[2]
	g := make([]float64, hidden*hidden)
	products := make([]float64, hidden*hidden)
	for i := range hidden {
		for j := range hidden {
			x := dot(wide(m.Weight(a, 1)[i*inputs:(i+1)*inputs]), wide(m.Weight(b, 1)[j*inputs:(j+1)*inputs]))
			x += float64(float64(m.Bias(a, 1)[i]) * float64(m.Bias(b, 1)[j]))
			for k := range outputs {
				x += float64(float64(m.Weight(a, 2)[k*hidden+i]) * float64(m.Weight(b, 2)[k*hidden+j]))
			}
			products[i*hidden+j], g[i*hidden+j] = x, x
			if signs {
				g[i*hidden+j] = math.Abs(x)
			}
		}
	}
	found, err := assign.Maximize(hidden, g)
	if err != nil {
		return nil, err
	}
	matched = append([]float32{}, b...)
	for i, j := range found.Perm {
		sign := float32(1)
		if signs && products[i*hidden+j] < 0 {
			sign = -1
		}
		for f := range inputs {
			m.Weight(matched, 1)[i*inputs+f] = sign * m.Weight(b, 1)[j*inputs+f]
		}
		m.Bias(matched, 1)[i] = sign * m.Bias(b, 1)[j]
		for k := range outputs {
			v := m.Weight(b, 2)[k*hidden+j]
			m.Weight(matched, 2)[k*hidden+i] = sign * v
			if sign < 0 {
				m.Bias(matched, 2)[k] += v
			}
		}
	}
	return matched, nil
}
