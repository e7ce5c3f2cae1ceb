package kernel

import "onebasin/toynets/kernel/approx"

// Act is a layer's activation function σ.
type Act uint8

// The activations. Sigmoid is 1/(1 + e^−z). Gelu is the tanh form,
//
//	½ z (1 + tanh(√(2/π) (z + 0.044715 z³)))
//
// as PyTorch's nn.GELU(approximate="tanh") (Hendrycks and Gimpel, 2016, arXiv:1606.08415).
const (
	Identity Act = iota
	Relu
	Tanh
	Sigmoid
	Gelu
)

// BiasAct adds a bias to every row and applies an activation:
//
//	z[i,j] ← z[i,j] + bias[j], y[i,j] = σ(z[i,j])
//
// z and y are m×n, bias has n numbers or is nil for none. z is changed in place; y may be z itself, which then holds σ.
// It panics if a slice is too short or the activation unknown.
//
// Relu passes NaN on and leaves −0 as it is.
func BiasAct(act Act, m, n int, z, bias, y []float32) {
	mn := size(m, n)
	need(mn, z, y)
	if bias != nil {
		need(n, bias)
	}
	if act > Gelu {
		panic("kernel: unknown activation")
	}
	z, y = z[:mn], y[:mn]
	if mn == 0 {
		return
	}
	if bound {
		simdBiasAct(act, m, n, z, bias, y)
		return
	}
	scalarBiasAct(act, m, n, z, bias, y)
}

// ActGrad takes a gradient back through an activation:
//
//	dz = dy ⊙ σ′(z)
//
// All four slices have the same length; dz may be dy. With y = σ(z),
//
//	Identity  σ′ = 1
//	Relu      dz = 0 where y ≤ 0, else dy
//	Tanh      σ′ = 1 − y²
//	Sigmoid   σ′ = y (1 − y)
//	Gelu      σ′ = ½ (1 + t) + ½ z (1 − t²) √(2/π) (1 + 3·0.044715 z²), t as in σ, z held to ±16
//
// so that relu, tanh and sigmoid do not read z, identity reads neither, and gelu does not read y: what is not read may
// be nil. Holding z in gelu's derivative changes no value, it keeps 0·∞ out of it.
func ActGrad(act Act, z, y, dy, dz []float32) {
	n := len(dz)
	same(n, dy)
	switch act {
	case Identity:
	case Relu, Tanh, Sigmoid:
		same(n, y)
	case Gelu:
		same(n, z)
	default:
		panic("kernel: unknown activation")
	}
	if n == 0 {
		return
	}
	if bound {
		simdActGrad(act, z, y, dy, dz)
		return
	}
	scalarActGrad(act, z, y, dy, dz)
}

func scalarBiasAct(act Act, m, n int, z, bias, y []float32) {
	if bias != nil {
		bias = bias[:n]
		for i := range m {
			row := z[i*n:][:len(bias)]
			for j, b := range bias {
				row[j] += b
			}
		}
	}
	y = y[:len(z)]
	switch act {
	case Identity:
		copy(y, z)
	case Relu:
		for i, v := range z {
			if v < 0 {
				v = 0
			}
			y[i] = v
		}
	case Tanh:
		for i, v := range z {
			y[i] = approx.Tanh(v)
		}
	case Sigmoid:
		for i, v := range z {
			y[i] = approx.Sigmoid(v)
		}
	case Gelu:
		for i, v := range z {
			y[i] = approx.Gelu(v)
		}
	}
}

func scalarActGrad(act Act, z, y, dy, dz []float32) {
	dy = dy[:len(dz)]
	switch act {
	case Identity:
		copy(dz, dy)
	case Relu:
		for i, v := range y[:len(dz)] {
			d := dy[i]
			if v <= 0 {
				d = 0
			}
			dz[i] = d
		}
	case Tanh:
		for i, v := range y[:len(dz)] {
			dz[i] = dy[i] * (1 - float32(v*v))
		}
	case Sigmoid:
		for i, v := range y[:len(dz)] {
			dz[i] = dy[i] * float32(v*(1-v))
		}
	case Gelu:
		for i, v := range z[:len(dz)] {
			dz[i] = dy[i] * approx.GeluGrad(v)
		}
	}
}
