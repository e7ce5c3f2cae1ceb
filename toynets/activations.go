package toynets

import (
	"onebasin/toynets/kernel"
	"onebasin/toynets/registry"
)

// Activation is one entry of the registry of nonlinearities.
type Activation struct {
	Name  string // as in a link
	Title string // as in a menu
	Help  string // one sentence for a student
	Act   kernel.Act
}

// Activations returns the nonlinearities in the order of a menu. The slice is new at every call.
func Activations() []Activation {
	return []Activation{
		{
			Name: "relu", Title: "ReLU", Act: kernel.Relu,
			Help: "max(0, z): passes positive values and is zero elsewhere.",
		},
		{
			Name: "tanh", Title: "tanh", Act: kernel.Tanh,
			Help: "The hyperbolic tangent: smooth, odd, and saturating at −1 and 1.",
		},
		{
			Name: "sigmoid", Title: "Sigmoid", Act: kernel.Sigmoid,
			Help: "The logistic function 1/(1 + e⁻ᶻ): smooth, saturating at 0 and 1, and slow to train in depth.",
		},
		{
			Name: "gelu", Title: "GELU", Act: kernel.Gelu,
			Help: "The Gaussian error linear unit, z·Φ(z) in its tanh approximation: a smooth relative of ReLU used " +
				"in transformers.",
		},
	}
}

// ActivationNamed returns the nonlinearity of that name and whether there is one.
func ActivationNamed(name string) (Activation, bool) {
	return registry.Find(Activations(), func(a Activation) bool { return a.Name == name })
}
