package conductor

import (
	"onebasin/lmc"
	"onebasin/wasm/wire"
)

// field returns a panel of the test loss over a window of the plane
// θ = origin + u·e1 + v·e2, n×n, its rows spread over the crew.
func (i *inquiry) field(origin, e1, e2 []float32, w lmc.Window, n int) (p wire.Panel, err error) {
	out, err := i.do(i.mapJobs(origin, e1, e2, w, n))
	if err != nil {
		return p, err
	}
	return mapped(out, w, n), nil
}

// mapJobs are the jobs of a field.
func (i *inquiry) mapJobs(origin, e1, e2 []float32, w lmc.Window, n int) (jobs []wire.Message) {
	for _, rows := range chunks(n, 2*i.crew.Size()) {
		jobs = append(jobs, &wire.Map{Experiment: i.run.Experiment.Fragment(), Origin: origin, E1: e1, E2: e2,
			U0: w.U0, U1: w.U1, V0: w.V0, V1: w.V1, N: n, First: rows[0], Last: rows[1]})
	}
	return jobs
}

// mapped is the panel of a field whose jobs are done.
func mapped(out []wire.Message, w lmc.Window, n int) wire.Panel {
	p := wire.Panel{Equal: true, X: wire.Axis{Min: w.U0, Max: w.U1}, Y: wire.Axis{Min: w.V0, Max: w.V1}}
	p.Grid = wire.Grid{Rows: n, Cols: n, X0: w.U0, X1: w.U1, Y0: w.V0, Y1: w.V1, Map: wire.MapLoss, Unit: "test loss, nats", Field: true}
	for _, m := range out {
		p.Grid.Values = append(p.Grid.Values, m.(*wire.Mapped).Loss...)
	}
	return p
}
