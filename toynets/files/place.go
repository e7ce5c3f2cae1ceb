package files

import (
	"slices"

	"onebasin/toynets"
)

// Place is where a file that somebody brought holds the weights or the bias of a layer, so that parameters can go back
// into a file of its names and shapes.
type Place struct {
	Name   string
	Layer  int  // from 1
	Bias   bool // else weights
	Turned bool // weights are in×out
	Shape  []int
}

// Placed returns θ as tensors named and turned as places say. ok is false where θ has a bias other than zero for which
// there is no place, or no places are known at all. It panics for a θ of another length.
func Placed(m toynets.MLP, theta []float32, places []Place) (tensors []Tensor, ok bool) {
	if len(theta) != m.Params() {
		panic("files: θ has not the network's number of parameters")
	}
	held := make([]bool, m.Layers()+1)
	for _, p := range places {
		t := Tensor{Name: p.Name, Shape: slices.Clone(p.Shape)}
		if p.Bias {
			t.Data, held[p.Layer] = slices.Clone(m.Bias(theta, p.Layer)), true
		} else {
			t.Data = slices.Clone(m.Weight(theta, p.Layer))
		}
		if p.Turned {
			in, out := m.Widths[p.Layer-1], m.Widths[p.Layer]
			for i := range out {
				for j := range in {
					t.Data[j*out+i] = m.Weight(theta, p.Layer)[i*in+j]
				}
			}
		}
		tensors = append(tensors, t)
	}
	for l := 1; l <= m.Layers(); l++ {
		if !held[l] && slices.ContainsFunc(m.Bias(theta, l), func(b float32) bool { return b != 0 }) {
			return nil, false
		}
	}
	return tensors, len(places) > 0
}
