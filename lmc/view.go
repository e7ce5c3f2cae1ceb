package lmc

// View is everything that is only looked at: no number depends on it.
type View struct {
	Lambda float64 // where on the path the merged network is shown
	Method string  // which matcher's figures are shown
	Layer  int     // hidden layer of the similarity matrix, from 1
	Mode   string  // of the landscape
	Theme  string
	Embed  string // "" for the whole page
	Title  string
}

func viewFields() []Field {
	return []Field{
		{Key: "view.lambda", Group: "View", Label: "λ", Kind: KindNumber, Default: "0.5", Min: 0, Max: 1, View: true,
			Help: "How far from A towards B, or towards π(B), the merged network stands.",
			v:    func(v *View) any { return &v.Lambda }},
		{Key: "view.method", Group: "View", Label: "Matcher shown", Kind: KindChoice, Default: "wm", Options: matchers(), View: true,
			Help: "Whose permutation the landscape, the merged network and the similarities show.",
			v:    func(v *View) any { return &v.Method }},
		{Key: "view.layer", Group: "View", Label: "Hidden layer", Kind: KindInt, Default: "1", Min: 1, Max: 6, View: true,
			Help: "Which hidden layer's units are compared.",
			v:    func(v *View) any { return &v.Layer }},
		{Key: "view.mode", Group: "View", Label: "Landscape", Kind: KindChoice, Default: "2d", View: true,
			Options: []Option{{"2d", "Contours", "Seen from above."}},
			Help:    "How the landscape is drawn.",
			v:       func(v *View) any { return &v.Mode }},
		{Key: "view.theme", Group: "View", Label: "Theme", Kind: KindChoice, Default: "auto", View: true,
			Options: []Option{{"auto", "As the system", ""}, {"light", "Light", ""}, {"dark", "Dark", ""}},
			Help:    "Light or dark.",
			v:       func(v *View) any { return &v.Theme }},
		{Key: "view.title", Group: "View", Label: "Title", Kind: KindText, Default: "", Max: 120, View: true,
			Help: "A short title, shown above the finding.",
			v:    func(v *View) any { return &v.Title }},
	}
}
