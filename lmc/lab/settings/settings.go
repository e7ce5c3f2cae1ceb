// Package settings holds the keys that mean the same in every laboratory: the task, how networks are trained, and what
// of a page is looked at. A laboratory embeds the values in its experiment and puts the fields into its schema:
//
//	type Experiment struct {
//		settings.Head
//		settings.Task
//		settings.Training
//		…
//	}
//
//	link.NewSchema(settings.TaskFields(func(l *Link) *settings.Task { return &l.Experiment.Task }), …)
//
// It names tasks and rules of training and draws and trains nothing.
package settings

import "onebasin/lmc/link"

// Head is what every link begins with.
type Head struct {
	Version int    // of the link's meaning
	Lab     string // laboratory
}

// HeadFields are the keys of the head of a laboratory's links.
func HeadFields[S any](at func(*S) *Head, lab, title, help string) []link.Field[S] {
	return []link.Field[S]{
		{Spec: link.Spec{Key: "v", Group: "Link", Label: "Version", Kind: link.KindInt, Default: "1", Min: 1, Max: 1,
			Help: "Version of the link: what its keys mean never changes under one version."},
			At: func(l *S) any { return &at(l).Version }},
		{Spec: link.Spec{Key: "lab", Group: "Link", Label: "Laboratory", Kind: link.KindChoice, Default: lab,
			Options: []link.Option{{Name: lab, Label: title, Help: help}}, Help: "Which laboratory the link opens."},
			At: func(l *S) any { return &at(l).Lab }},
	}
}

// maxSeed keeps seeds exact in JavaScript's numbers.
const maxSeed = 1 << 53

// Seed returns the key of a seed, 0 by default.
func Seed[S any](key, group, label, help string, at func(*S) *int) link.Field[S] {
	spec := link.Spec{Key: key, Group: group, Label: label, Kind: link.KindInt, Default: "0", Max: maxSeed, Help: help}
	return link.Field[S]{Spec: spec, At: func(l *S) any { return at(l) }}
}
