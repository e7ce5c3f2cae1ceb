package keys

import (
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/link"
)

// Studies returns the studies in the order in which they are offered.
func Studies() []chart.Study {
	return []chart.Study{whyStudy(), manyStudy(), bendStudy(), planesStudy(), sweepStudy()}
}

func studyOptions() []link.Option {
	o := []link.Option{{Name: "", Label: "The landscape", Help: "The landscape, the path, the merged network and the units."}}
	for _, s := range Studies() {
		o = append(o, link.Option{Name: s.Name, Label: s.Title, Help: s.Help})
	}
	return o
}

func embedOptions() []link.Option {
	o := []link.Option{{Name: "", Label: "The whole page", Help: ""}, {Name: "all", Label: "All figures", Help: ""}, {Name: "landscape", Label: "The landscape", Help: ""},
		{Name: "path", Label: "The path", Help: ""}, {Name: "merged", Label: "The merged network", Help: ""}, {Name: "units", Label: "The units", Help: ""}}
	for _, s := range Studies() {
		for _, c := range s.Charts {
			o = append(o, link.Option{Name: c.Name, Label: c.Title})
		}
	}
	return o
}
