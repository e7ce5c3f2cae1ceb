package keys

import "onebasin/lmc/lab"

// Presets returns the experiments to begin with, the default first. Two show where weight matching fails, since a page
// on which it always succeeds would teach something false.
func Presets() []lab.Preset {
	return []lab.Preset{
		{Name: "spirals", Title: "One basin",
			Help:     "Two spirals, two layers of 64 units: the barrier falls from 0.91 to 0.02.",
			Fragment: ""},
		{Name: "wide", Title: "Twice as wide",
			Help:     "128 units a layer have more to choose from: the barrier falls from 1.19 to 0.01.",
			Fragment: "net=128-128"},
		{Name: "narrow", Title: "Too narrow",
			Help:     "With 8 units a layer no renumbering helps much: the barrier falls from 1.61 to 1.16 only.",
			Fragment: "net=8-8"},
		{Name: "checker", Title: "A counter-example",
			Help: "On a checkerboard weight matching brings A and B closer, and yet the barrier goes " +
				"from 1.17 to 1.33.",
			Fragment: "data=checker&steps=3000"},
		{Name: "checker-wide", Title: "The counter-example, wider",
			Help:     "The same checkerboard with 128 units a layer: the barrier falls from 0.98 to 0.08.",
			Fragment: "data=checker&net=128-128&steps=3000"},
		{Name: "matchers", Title: "Three matchings compared",
			Help: "On the checkerboard the barrier is 1.17 without matching, 1.33 by weights, 0.68 by " +
				"activations, 0.41 by the straight-through estimator.",
			Fragment: "data=checker&steps=3000&match=wm,am,ste"},
		{Name: "strokes", Title: "Pictures of digits",
			Help:     "Handwritten strokes of 16 × 16 pixels, ten classes: the barrier falls from 0.85 to 0.02.",
			Fragment: "data=strokes"},
		{Name: "rate", Title: "Optimiser and rate decide",
			Help: "By SGD at rate 0.01 the barrier falls from 0.50 to 0.18 only, at 0.1 from 0.55 to 0.02; by Adam " +
				"at 0.1 from 0.69 to 0.48 only, at 0.003 from 0.91 to 0.02. The study has rates of SGD.",
			Fragment: "opt=sgd&lr=0.01&view.study=sweep&view.sweep=lr&view.values=0.01,0.03,0.1"},
		{Name: "deep", Title: "Four layers",
			Help: "Four layers of 32 units are harder to match than two of 64: the barrier falls from " +
				"0.59 to 0.28 only.",
			Fragment: "net=32-32-32-32&steps=2000"},
		{Name: "tanh", Title: "Another nonlinearity",
			Help: "With tanh a unit and its negative do the same, which no permutation can undo: the barrier " +
				"falls from 1.57 to 0.24, and to 0.03 where units may be negated as well.",
			Fragment: "act=tanh&match=wm,group"},
		{Name: "decay", Title: "Strong weight decay",
			Help: "Weights pulled towards zero leave less to disagree about: R at γ = 0.3 rises to 0.94, the " +
				"barrier falls from 0.41 to 0.01.",
			Fragment: "wd=0.01"},
		{Name: "three", Title: "Three in one basin",
			Help: "B and C, each matched to A: their barriers to A fall from 0.91 and 2.03 to 0.02 and 0.01; " +
				"the study shows how near they are to one another.",
			Fragment: "seeds=1,2,3&view.study=many"},
		{Name: "planted", Title: "Planted control",
			Help:     "Besides B, a copy of A with its units shuffled: matching must put back every one, and does.",
			Fragment: "match=wm,planted"},
	}
}
