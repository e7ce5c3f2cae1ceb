package path

import (
	"math"

	"onebasin/toynets"
)

// FilterDirection returns a random direction normalised unit by unit (Li et al., Visualizing the loss landscape of
// neural nets, 2018, 1712.09913, section 4): the weights into every unit are normal deviates scaled to the length of
// θ's weights into it, so that a step of 1 means as much to networks of large weights as to those of small ones. Biases
// are left out, as by the authors: they are 0.
func FilterDirection(m toynets.MLP, theta []float32, r *toynets.Rand) []float32 {
	d := make([]float32, len(theta))
	for l := 1; l <= m.Layers(); l++ {
		in := m.Widths[l-1]
		weight, to := m.Weight(theta, l), m.Weight(d, l)
		drawn := make([]float64, in)
		for i := range m.Widths[l] {
			var own, random float64
			for j, w := range weight[i*in : (i+1)*in] {
				drawn[j] = r.Normal()
				own += float64(float64(w) * float64(w))
				random += float64(drawn[j] * drawn[j])
			}
			scale := math.Sqrt(own / random)
			for j, x := range drawn {
				to[i*in+j] = float32(x * scale)
			}
		}
	}
	return d
}
