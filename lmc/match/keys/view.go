package keys

// View is everything that is only looked at: no number depends on it.
type View struct {
	Lambda  float64 // where on the path the merged network is shown
	Method  string  // which matcher's figures are shown
	Layer   int     // hidden layer of the similarity matrix, from 1
	Restart int     // of the search, −1 for the winner
	Step    int     // assignments of the search made, −1 for all
	Mode    string  // of the landscape
	Turn    float64 // of the surface, degrees
	Tilt    float64 // of the surface, degrees above the horizon
	Theme   string
	Study   string    // which further question is looked at, "" for the landscape
	Sweep   string    // setting that the study of sweeps varies
	Values  []float64 // that it takes there; none for its usual ones
	Pairs   int       // pairs of seeds of every value
	Embed   string    // "" for the whole page
	Title   string
}

func newViewFields() []Field {
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
			Options: []Option{{"2d", "Contours", "The landscape seen from above."}, {"3d", "Surface", "The landscape as a surface that can be turned."}},
			Help:    "How the landscape is drawn.",
			v:       func(v *View) any { return &v.Mode }},
		{Key: "view.turn", Group: "View", Label: "Turn", Unit: "degrees", Kind: KindNumber, Default: "30", Min: -180, Max: 180, View: true,
			Help: "From which side the surface is seen.",
			v:    func(v *View) any { return &v.Turn }},
		{Key: "view.tilt", Group: "View", Label: "Tilt", Unit: "degrees", Kind: KindNumber, Default: "50", Min: 5, Max: 85, View: true,
			Help: "From how high above the horizon the surface is seen.",
			v:    func(v *View) any { return &v.Tilt }},
		{Key: "view.restart", Group: "View", Label: "Restart shown", Kind: KindInt, Default: "-1", Min: -1, Max: 199, View: true,
			Help: "Which restart of the search is shown; −1 is the one whose objective won.",
			v:    func(v *View) any { return &v.Restart }},
		{Key: "view.step", Group: "View", Label: "Assignments shown", Kind: KindInt, Default: "-1", Min: -1, Max: 10000, View: true,
			Help: "After how many assignments the search is shown; −1 is its end.",
			v:    func(v *View) any { return &v.Step }},
		{Key: "view.study", Group: "View", Label: "Study", Kind: KindChoice, Default: "", Options: studyOptions(), View: true,
			Help: "Which further question about the experiment is looked at; it is computed when it is.",
			v:    func(v *View) any { return &v.Study }},
		{Key: "view.sweep", Group: "View", Label: "Setting", Kind: KindChoice, Default: "width", Options: settingOptions(), View: true,
			Help: "Which setting of the experiment the study of sweeps varies.", When: when("view.study", "sweep"),
			v: func(v *View) any { return &v.Sweep }},
		{Key: "view.values", Group: "View", Label: "Its values", Kind: KindValues, Default: "", Min: 0, Max: 200000, MaxItems: 12, View: true,
			Help: "The values that the setting takes, joined by commas; if there are none, usual ones with the experiment’s own among them.", When: when("view.study", "sweep"),
			v: func(v *View) any { return &v.Values }},
		{Key: "view.pairs", Group: "View", Label: "Pairs of seeds", Kind: KindInt, Default: "5", Min: 1, Max: 20, View: true,
			Help: "How many pairs of networks are trained for each value: the experiment’s own pair of seeds, then the pairs of the smallest others.", When: when("view.study", "sweep"),
			v: func(v *View) any { return &v.Pairs }},
		{Key: "view.embed", Group: "View", Label: "Embedded", Kind: KindChoice, Default: "", View: true,
			Options: embedOptions(),
			Help:    "Which part a course page shows in a frame.",
			v:       func(v *View) any { return &v.Embed }},
		{Key: "view.theme", Group: "View", Label: "Theme", Kind: KindChoice, Default: "auto", View: true,
			Options: []Option{{"auto", "As the system", ""}, {"light", "Light", ""}, {"dark", "Dark", ""}},
			Help:    "Light or dark.",
			v:       func(v *View) any { return &v.Theme }},
		{Key: "view.title", Group: "View", Label: "Title", Kind: KindText, Default: "", Max: 120, View: true,
			Help: "A short title, shown above the finding.",
			v:    func(v *View) any { return &v.Title }},
	}
}
