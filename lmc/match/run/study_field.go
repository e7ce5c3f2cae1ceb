package run

import (
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/path"
)

// field returns a panel of the test loss over a window of the plane θ = origin + u·e1 + v·e2, n×n, its rows spread over
// the crew.
func (i *inquiry) field(origin, e1, e2 []float32, w path.Window, n int) (p chart.Panel, err error) {
	out, err := i.do(i.fieldJobs(origin, e1, e2, w, n))
	if err != nil {
		return p, err
	}
	return fieldPanel(out, w, n), nil
}

// fieldJobs are the jobs of a field.
func (i *inquiry) fieldJobs(origin, e1, e2 []float32, w path.Window, n int) (jobs []wire.Message) {
	for _, rows := range lab.Chunks(n, 2*i.crew.Size()) {
		jobs = append(jobs, &job.EvaluatePlane{Experiment: i.run.Experiment.Fragment(), Origin: origin, E1: e1, E2: e2,
			U0: w.U0, U1: w.U1, V0: w.V0, V1: w.V1, N: n, First: rows[0], Last: rows[1]})
	}
	return jobs
}

// fieldPanel is the panel of a field whose jobs are done.
func fieldPanel(out []wire.Message, w path.Window, n int) chart.Panel {
	p := chart.Panel{Equal: true, X: chart.Axis{Min: w.U0, Max: w.U1}, Y: chart.Axis{Min: w.V0, Max: w.V1}}
	p.Grid = chart.Grid{Rows: n, Cols: n, X0: w.U0, X1: w.U1, Y0: w.V0, Y1: w.V1, Map: chart.MapLoss,
		Unit: "test loss, nats", Field: true}
	for _, m := range out {
		p.Grid.Values = append(p.Grid.Values, m.(*job.EvaluatedPlane).Loss...)
	}
	return p
}
