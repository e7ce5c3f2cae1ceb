package keys

import (
	"onebasin/lmc/lab/settings"
	"onebasin/lmc/link"
)

// View is everything that is only looked at: no number depends on it.
type View struct {
	Lambda  float64 // where on the path the merged network is shown
	Method  string  // which matcher's figures are shown
	Pair    string  // which networks' figures are shown, as "A-C"
	Layer   int     // hidden layer of the similarity matrix, from 1
	Restart int     // of the search, −1 for the winner
	Step    int     // assignments of the search made, −1 for all
	Mode    string  // of the landscape
	Loss    string  // axis of the path
	Turn    float64 // of the surface, degrees
	Tilt    float64 // of the surface, degrees above the horizon
	Theme   string
	Study   string    // which further question is looked at, "" for the landscape
	Sweep   string    // setting that the study of sweeps varies
	Values  []float64 // that it takes there; none for its usual ones
	Pairs   int       // pairs of seeds of every value
	Embed   string    // "" for the whole page
	Reveal  string    // by what the answer is shown that is hidden at first, "" where none is hidden
	Title   string
	Names   string // what files are called that are brought
	From    string // where the page finds them
}

func viewFields() []link.Field[Link] {
	own := func(spec link.Spec, at func(*View) any) link.Field[Link] {
		spec.Group, spec.View = "View", true
		return link.Field[Link]{Spec: spec, At: func(l *Link) any { return at(&l.View) }}
	}
	sweep := link.When("view.study", "sweep")
	return []link.Field[Link]{
		settings.Lambda(func(l *Link) *float64 { return &l.View.Lambda },
			"How far from A towards B, or towards π(B), the merged network stands."),
		own(link.Spec{Key: "view.method", Label: "Matcher shown", Kind: link.KindChoice, Default: "wm",
			Options: matchers(),
			Help:    "Whose permutation the landscape, the merged network and the similarities show."},
			func(v *View) any { return &v.Method }),
		own(link.Spec{Key: "view.pair", Label: "Networks shown", Kind: link.KindChoice, Default: pairName(1),
			Options: pairOptions(),
			Help: "Which two of the networks the figures, the sentence and the studies are about. The first is A, to " +
				"which the others are matched."},
			func(v *View) any { return &v.Pair }),
		own(link.Spec{Key: "view.layer", Label: "Hidden layer", Kind: link.KindInt, Default: "1", Min: 1, Max: 6,
			Help: "Which hidden layer's units are compared."},
			func(v *View) any { return &v.Layer }),
		settings.Mode(func(l *Link) *string { return &l.View.Mode }),
		own(link.Spec{Key: "view.loss", Label: "Loss axis", Kind: link.KindChoice, Default: "linear",
			Options: []link.Option{{Name: "linear", Label: "Linear", Help: "From zero to the highest loss."},
				{Name: "log", Label: "Logarithmic", Help: "As far up for twice a low loss as for twice a high one."},
				{Name: "close", Label: "Close", Help: "From zero to the highest loss of the matching shown."}},
			Help: "How the path’s figure measures losses."},
			func(v *View) any { return &v.Loss }),
		settings.Turn(func(l *Link) *float64 { return &l.View.Turn }),
		settings.Tilt(func(l *Link) *float64 { return &l.View.Tilt }),
		own(link.Spec{Key: "view.restart", Label: "Restart shown", Kind: link.KindInt, Default: "-1", Min: -1, Max: 199,
			Help: "Which restart of the search is shown; −1 is the one whose objective won."},
			func(v *View) any { return &v.Restart }),
		own(link.Spec{Key: "view.step", Label: "Assignments shown", Kind: link.KindInt, Default: "-1",
			Min: -1, Max: 10000,
			Help: "After how many assignments the search is shown; −1 is its end."},
			func(v *View) any { return &v.Step }),
		settings.Study(func(l *Link) *string { return &l.View.Study }, studyOptions()),
		own(link.Spec{Key: "view.sweep", Label: "Setting", Kind: link.KindChoice, Default: "width",
			Options: settingOptions(),
			Help:    "Which setting of the experiment the study of sweeps varies.", When: sweep},
			func(v *View) any { return &v.Sweep }),
		own(link.Spec{Key: "view.values", Label: "Its values", Kind: link.KindValues, Default: "", Min: 0, Max: 200000,
			MaxItems: 12, When: sweep,
			Help: "The values that the setting takes, joined by commas; if there are none, usual " +
				"ones with the experiment’s own among them."},
			func(v *View) any { return &v.Values }),
		own(link.Spec{Key: "view.pairs", Label: "Pairs of seeds", Kind: link.KindInt, Default: "5", Min: 1, Max: 20,
			When: sweep,
			Help: "How many pairs of networks are trained for each value: the experiment’s own pair of seeds, then " +
				"the pairs of the smallest others."},
			func(v *View) any { return &v.Pairs }),
		settings.Embed(func(l *Link) *string { return &l.View.Embed }, embedOptions()),
		settings.Theme(func(l *Link) *string { return &l.View.Theme }),
		settings.Reveal(func(l *Link) *string { return &l.View.Reveal }),
		settings.Title(func(l *Link) *string { return &l.View.Title }),
		settings.Names(func(l *Link) *string { return &l.View.Names }),
		settings.From(func(l *Link) *string { return &l.View.From }),
	}
}
