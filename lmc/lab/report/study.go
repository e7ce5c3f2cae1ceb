package report

import (
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/measure"
)

// Study is the answer to a study.
type Study struct {
	Study      string  `json:"study"`
	Method     string  `json:"method"`
	Experiment string  `json:"experiment"`
	Digest     string  `json:"digest"`
	Charts     []Chart `json:"charts"`
}

// Chart is a chart of a study; what is not there is left out, and a number that
// does not exist is null.
type Chart struct {
	Name   string  `json:"name"`
	Title  string  `json:"title"`
	Note   string  `json:"note,omitempty"`
	Panels []Panel `json:"panels"`
}

// Panel is one pair of axes.
type Panel struct {
	Title  string   `json:"title,omitempty"`
	X      Axis     `json:"x"`
	Y      Axis     `json:"y"`
	Grid   *Grid    `json:"grid,omitempty"`
	Series []Series `json:"series,omitempty"`
}

// Axis names what is measured along an axis.
type Axis struct {
	Title  string   `json:"title"`
	Log    bool     `json:"log,omitempty"`
	Labels []string `json:"labels,omitempty"`
}

// Series is one set of values over x; a band has low too.
type Series struct {
	Name   string           `json:"name,omitempty"`
	Shape  string           `json:"shape"`
	X      []measure.Number `json:"x"`
	Y      []measure.Number `json:"y"`
	Low    []measure.Number `json:"low,omitempty"`
	Labels []string         `json:"labels,omitempty"`
	Links  []string         `json:"links,omitempty"` // experiments behind the values, or one behind all
}

// Grid is rows × cols values, row by row from y0.
type Grid struct {
	Rows   int              `json:"rows"`
	Cols   int              `json:"cols"`
	X0     measure.Number   `json:"x0"`
	X1     measure.Number   `json:"x1"`
	Y0     measure.Number   `json:"y0"`
	Y1     measure.Number   `json:"y1"`
	Unit   string           `json:"unit,omitempty"`
	Values []measure.Number `json:"values"`
}

// Studied puts the charts of a study in the order in which it announces them.
func Studied(study chart.Study, q *chart.Question, experiment, digest string, charts []*chart.Chart) Study {
	s := Study{Study: q.Name, Method: q.Method, Experiment: experiment, Digest: digest, Charts: []Chart{}}
	for _, a := range study.Charts {
		for k := len(charts) - 1; k >= 0; k-- { // the last one told is the most precise
			if charts[k].Name == a.Name {
				s.Charts = append(s.Charts, chartJSON(charts[k]))
				break
			}
		}
	}
	return s
}

func chartJSON(c *chart.Chart) Chart {
	out := Chart{Name: c.Name, Title: c.Title, Note: c.Note, Panels: []Panel{}}
	for _, p := range c.Panels {
		q := Panel{Title: p.Title, X: Axis{p.X.Title, p.X.Log, p.X.Labels}, Y: Axis{p.Y.Title, p.Y.Log, p.Y.Labels}}
		if g := p.Grid; len(g.Values) > 0 {
			q.Grid = &Grid{Rows: g.Rows, Cols: g.Cols, X0: measure.Number(g.X0), X1: measure.Number(g.X1),
				Y0: measure.Number(g.Y0), Y1: measure.Number(g.Y1), Unit: g.Unit, Values: numbers(g.Values)}
		}
		for _, s := range p.Series {
			q.Series = append(q.Series, Series{s.Name, s.Shape, numbers(s.X), numbers(s.Y), numbers(s.Low), s.Labels, s.Links})
		}
		out.Panels = append(out.Panels, q)
	}
	return out
}

func numbers(x []float64) []measure.Number {
	n := make([]measure.Number, len(x))
	for i, v := range x {
		n[i] = measure.Number(v)
	}
	return n
}
