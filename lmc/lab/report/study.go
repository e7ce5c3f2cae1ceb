package report

import "onebasin/lmc/lab/chart"

// Study is the answer to a study.
type Study struct {
	Study      string         `json:"study"`
	Method     string         `json:"method"`
	Experiment string         `json:"experiment"`
	Digest     string         `json:"digest"`
	Charts     []*chart.Chart `json:"charts"`
}

// Studied puts the charts of a study in the order in which it announces them.
func Studied(study chart.Study, q *chart.Question, experiment, digest string, charts []*chart.Chart) Study {
	s := Study{Study: q.Name, Method: q.Method, Experiment: experiment, Digest: digest, Charts: []*chart.Chart{}}
	for _, a := range study.Charts {
		for k := len(charts) - 1; k >= 0; k-- { // the last one told is the most precise
			if charts[k].Name == a.Name {
				s.Charts = append(s.Charts, withLists(charts[k]))
				break
			}
		}
	}
	return s
}

// withLists returns a chart whose empty lists are lists, not null: whoever reads them iterates over them.
func withLists(c *chart.Chart) *chart.Chart {
	out := *c
	out.Panels = append([]chart.Panel{}, c.Panels...)
	for k, p := range out.Panels {
		series := append([]chart.Series{}, p.Series...)
		for i, s := range series {
			series[i].X, series[i].Y = append([]float64{}, s.X...), append([]float64{}, s.Y...)
		}
		out.Panels[k].Series = series
	}
	return &out
}
