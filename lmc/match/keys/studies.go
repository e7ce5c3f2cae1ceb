package keys

// Study is a further question about a finished experiment: it is computed when
// somebody looks at it, changes no number of the result, and answers with
// charts.
type Study struct {
	Name, Title string
	Help        string // one sentence
	Charts      []StudyChart
}

// StudyChart announces a chart of a study: its name, by which it is embedded
// and exported, and what stands in its place until it is computed.
type StudyChart struct {
	Name, Title string
	Wide        bool // takes the whole width; others stand two and two
}

// Studies returns the studies in the order in which they are offered.
func Studies() []Study {
	return []Study{whyStudy(), manyStudy(), bendStudy(), planesStudy(), sweepStudy()}
}

// StudyNamed returns the study of a name.
func StudyNamed(name string) (s Study, ok bool) {
	for _, s := range Studies() {
		if s.Name == name {
			return s, true
		}
	}
	return Study{}, false
}

// StudyOf returns the study that a chart belongs to.
func StudyOf(chart string) (s Study, ok bool) {
	for _, s := range Studies() {
		for _, c := range s.Charts {
			if c.Name == chart {
				return s, true
			}
		}
	}
	return Study{}, false
}

func studyOptions() []Option {
	o := []Option{{"", "The landscape", "The landscape, the path, the merged network and the units."}}
	for _, s := range Studies() {
		o = append(o, Option{s.Name, s.Title, s.Help})
	}
	return o
}

func embedOptions() []Option {
	o := []Option{{"", "The whole page", ""}, {"all", "All figures", ""}, {"landscape", "The landscape", ""},
		{"path", "The path", ""}, {"merged", "The merged network", ""}, {"units", "The units", ""}}
	for _, s := range Studies() {
		for _, c := range s.Charts {
			o = append(o, Option{c.Name, c.Title, ""})
		}
	}
	return o
}
