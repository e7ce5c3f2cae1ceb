package settings

import "onebasin/lmc/link"

// view returns a key of the view.
func view[S any](spec link.Spec, at func(*S) any) link.Field[S] {
	spec.Key, spec.Group, spec.View = "view."+spec.Key, "View", true
	return link.Field[S]{Spec: spec, At: at}
}

// Lambda is where on a path the merged network is shown.
func Lambda[S any](at func(*S) *float64, help string) link.Field[S] {
	return view(link.Spec{Key: "lambda", Label: "λ", Kind: link.KindNumber, Default: "0.5", Min: 0, Max: 1, Help: help},
		func(l *S) any { return at(l) })
}

// Mode is whether a landscape is seen from above or as a surface.
func Mode[S any](at func(*S) *string) link.Field[S] {
	return view(link.Spec{Key: "mode", Label: "Landscape", Kind: link.KindChoice, Default: "2d",
		Help: "How the landscape is drawn.",
		Options: []link.Option{{Name: "2d", Label: "Contours", Help: "The landscape seen from above."},
			{Name: "3d", Label: "Surface", Help: "The landscape as a surface that can be turned."}}},
		func(l *S) any { return at(l) })
}

// Turn is from which side a surface is seen, in degrees.
func Turn[S any](at func(*S) *float64) link.Field[S] {
	return view(link.Spec{Key: "turn", Label: "Turn", Unit: "degrees", Kind: link.KindNumber, Default: "30",
		Min: -180, Max: 180,
		Help: "From which side the surface is seen."}, func(l *S) any { return at(l) })
}

// Tilt is from how high above the horizon a surface is seen, in degrees.
func Tilt[S any](at func(*S) *float64) link.Field[S] {
	return view(link.Spec{Key: "tilt", Label: "Tilt", Unit: "degrees", Kind: link.KindNumber, Default: "50",
		Min: 5, Max: 85,
		Help: "From how high above the horizon the surface is seen."}, func(l *S) any { return at(l) })
}

// Study is which further question is looked at, "" for the laboratory's first page.
func Study[S any](at func(*S) *string, options []link.Option) link.Field[S] {
	return view(link.Spec{Key: "study", Label: "Study", Kind: link.KindChoice, Default: "", Options: options,
		Help: "Which further question about the experiment is looked at; it is computed when it is."},
		func(l *S) any { return at(l) })
}

// Embed is which part a page shows that is embedded in another, "" for all of it.
func Embed[S any](at func(*S) *string, options []link.Option) link.Field[S] {
	return view(link.Spec{Key: "embed", Label: "Embedded", Kind: link.KindChoice, Default: "", Options: options,
		Help: "Which part a course page shows in a frame."}, func(l *S) any { return at(l) })
}

// Theme is light, dark or the system's.
func Theme[S any](at func(*S) *string) link.Field[S] {
	return view(link.Spec{Key: "theme", Label: "Theme", Kind: link.KindChoice, Default: "auto", Help: "Light or dark.",
		Options: []link.Option{{Name: "auto", Label: "As the system"}, {Name: "light", Label: "Light"},
			{Name: "dark", Label: "Dark"}}},
		func(l *S) any { return at(l) })
}

// Reveal is whether the answer is hidden until somebody asks for it: findings, what matching made of the curves,
// titles.
func Reveal[S any](at func(*S) *string) link.Field[S] {
	return view(link.Spec{Key: "reveal", Label: "The answer", Kind: link.KindChoice, Default: "",
		Help: "Whether the finding, the titles and what renumbering makes of the curve are hidden at first: predict, " +
			"then reveal.",
		Options: []link.Option{{Name: "", Label: "Shown at once"}, {Name: "click", Label: "Shown after a click"},
			{Name: "guess", Label: "Shown after a guess"}}},
		func(l *S) any { return at(l) })
}

// Title is a short title above the finding.
func Title[S any](at func(*S) *string) link.Field[S] {
	return view(link.Spec{Key: "title", Label: "Title", Kind: link.KindText, Default: "", Max: 120,
		Help: "A short title, shown above the finding."}, func(l *S) any { return at(l) })
}

// Names are what somebody's own files are called and how many bytes they have, for whoever opens a link without them.
func Names[S any](at func(*S) *string) link.Field[S] {
	return view(link.Spec{Key: "names", Label: "Names of files", Kind: link.KindText, Default: "", Max: 400,
		Help: "What your own files are called, each with its bytes, joined by “_”: for whoever opens the link " +
			"without them."}, func(l *S) any { return at(l) })
}

// From is where the page finds somebody's own files.
func From[S any](at func(*S) *string) link.Field[S] {
	return view(link.Spec{Key: "from", Label: "Address of files", Kind: link.KindText, Default: "", Max: 400,
		Help: "Addresses of your own files, joined by commas, for a course. The page fetches them from its own host " +
			"at once, from another one when its visitor says so, and says when they are not those of the link."},
		func(l *S) any { return at(l) })
}
