package keys

import (
	"strings"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/link"
)

// Studies returns the studies in the order in which they are offered.
func Studies() []chart.Study {
	return []chart.Study{whyStudy(), manyStudy(), bendStudy(), planesStudy(), sweepStudy()}
}

func studyOptions() []link.Option {
	o := []link.Option{
		{Name: "", Label: "The landscape", Help: "The landscape, the path, the merged network and the units."}}
	for _, s := range Studies() {
		o = append(o, link.Option{Name: s.Name, Label: s.Title, Help: s.Help})
	}
	return o
}

// Figures are the figures of the first page, in the order in which they are read.
func Figures() []lab.Figure {
	return []lab.Figure{
		{Name: "landscape", Title: "Landscape", Help: "test loss on the plane through A, B and π(B)"},
		{Name: "path", Title: "Path", Help: "loss and accuracy at each λ", Asks: true},
		{Name: "merged", Title: "Merged network", Help: "what it does at λ"},
		{Name: "units", Title: "Units", Help: "similarity of the units of A and of B"},
	}
}

func embedOptions() []link.Option {
	o := []link.Option{{Name: "", Label: "The whole page"}, {Name: "all", Label: "All figures"}}
	for _, f := range Figures() {
		o = append(o, link.Option{Name: f.Name, Label: "The " + strings.ToLower(f.Title)})
	}
	for _, s := range Studies() {
		for _, c := range s.Charts {
			o = append(o, link.Option{Name: c.Name, Label: c.Title})
		}
	}
	return o
}
