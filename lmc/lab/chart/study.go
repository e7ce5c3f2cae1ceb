package chart

import (
	"slices"

	"onebasin/toynets/registry"
)

// Study is a further question about a finished experiment: it is computed when somebody looks at it, changes no number
// of the result, and answers with charts.
type Study struct {
	Name, Title string
	Help        string // one sentence
	Charts      []Announced
}

// Announced is a chart of a study before there is one: its name, by which it is embedded and exported, and what stands
// in its place until it is computed.
type Announced struct {
	Name, Title string
	Wide        bool // takes the whole width; others stand two and two
}

// StudyNamed returns the study of a name.
func StudyNamed(studies []Study, name string) (s Study, ok bool) {
	return registry.Find(studies, func(s Study) bool { return s.Name == name })
}

// StudyOf returns the study that a chart belongs to.
func StudyOf(studies []Study, chart string) (s Study, ok bool) {
	return registry.Find(studies, func(s Study) bool {
		return slices.ContainsFunc(s.Charts, func(a Announced) bool { return a.Name == chart })
	})
}
