package spectrum

import "onebasin/toynets"

// Network decomposes the weights of all layers of a network, as a stepper.
type Network struct {
	m     toynets.MLP
	theta []float32
	now   *Decomposition
	out   Singular
	err   error
}

// NewNetwork begins with θ, which it keeps.
func NewNetwork(m toynets.MLP, theta []float32) *Network {
	return &Network{m: m, theta: theta}
}

// Step does a part of a layer and reports whether there is more to do.
func (n *Network) Step() (more bool) {
	l := len(n.out.layers) + 1
	if n.err != nil || l > n.m.Layers() {
		return false
	}
	if n.now == nil {
		n.now = NewDecomposition(n.m.Widths[l], n.m.Widths[l-1], n.m.Weight(n.theta, l))
	}
	if n.now.Step() {
		return true
	}
	if n.err = n.now.Err(); n.err != nil {
		return false
	}
	n.out.layers = append(n.out.layers, n.now.layer())
	n.now = nil
	return l < n.m.Layers()
}

// Fraction returns how far the work is, from 0 to 1, a layer counting as another.
func (n *Network) Fraction() float64 {
	done := float64(len(n.out.layers))
	if n.now != nil {
		done += n.now.Fraction()
	}
	return done / float64(n.m.Layers())
}

// Singular returns the decompositions after the last step, or why there are none.
func (n *Network) Singular() (*Singular, error) {
	if n.err != nil {
		return nil, n.err
	}
	return &n.out, nil
}
