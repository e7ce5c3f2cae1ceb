package keys

// Preset is an experiment that shows something, for a menu. Every number in
// its help was computed from its fragment; the engine's tests run them again.
type Preset struct {
	Name     string `json:"name"`
	Title    string `json:"title"`
	Help     string `json:"help"`     // one sentence; its barriers are of the test loss
	Fragment string `json:"fragment"` // the keys that differ from the default experiment
}

// Presets returns the experiments to begin with, the default first. Two show
// where weight matching fails, since a page on which it always succeeds would
// teach something false.
func Presets() []Preset {
	return []Preset{
		{"spirals", "One basin", "Two spirals, two layers of 64 units: the barrier falls from 0.91 to 0.02.",
			""},
		{"wide", "Twice as wide", "128 units a layer have more to choose from: the barrier falls from 1.19 to 0.01.",
			"net=128-128"},
		{"narrow", "Too narrow", "With 8 units a layer no renumbering helps much: the barrier falls from 1.61 to 1.16 only.",
			"net=8-8"},
		{"checker", "A counter-example", "On a checkerboard weight matching brings A and B closer, and yet the barrier goes from 1.17 to 1.33.",
			"data=checker&steps=3000"},
		{"checker-wide", "The counter-example, wider", "The same checkerboard with 128 units a layer: the barrier falls from 0.98 to 0.08.",
			"data=checker&net=128-128&steps=3000"},
		{"matchers", "Three matchings compared", "On the checkerboard the barrier is 1.17 without matching, 1.33 by weights, 0.68 by activations, 0.41 by the straight-through estimator.",
			"data=checker&steps=3000&match=wm,am,ste"},
		{"strokes", "Pictures of digits", "Handwritten strokes of 16 × 16 pixels, ten classes: the barrier falls from 0.85 to 0.02.",
			"data=strokes"},
		{"deep", "Four layers", "Four layers of 32 units are harder to match than two of 64: the barrier falls from 0.59 to 0.28 only.",
			"net=32-32-32-32&steps=2000"},
		{"tanh", "Another nonlinearity", "With tanh a unit and its negative do the same, which no permutation can undo: the barrier falls from 1.57 to 0.24.",
			"act=tanh"},
		{"decay", "Strong weight decay", "Weights pulled towards zero leave less to disagree about: R at γ = 0.3 rises to 0.94, the barrier falls from 0.41 to 0.01.",
			"wd=0.01"},
		{"three", "Three in one basin", "B and C, each matched to A: their barriers to A fall from 0.91 and 2.03 to 0.02 and 0.01; the study shows how near they are to one another.",
			"seeds=1,2,3&view.study=many"},
		{"planted", "Planted control", "Besides B, a copy of A with its units shuffled: matching must put back every one, and does.",
			"match=wm,planted"},
	}
}
