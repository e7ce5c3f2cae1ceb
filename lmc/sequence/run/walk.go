package run

import (
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/sequence/job"
	"onebasin/lmc/sequence/result"
)

// unknown is a barrier that does not exist.
var unknown = measure.Excess{Loss: measure.Missing, Accuracy: measure.Missing}

// ends are the test ratings of the networks at the ends of a line. π(B) has B's.
type ends struct{ a, b measure.Rating }

// lines returns the lines of a job, whose inner points an outcome has, over the test data.
func lines(m wire.Message, points int, of []ends) (found []measure.Curve) {
	w := m.(*job.EvaluatedLines)
	inner := points - 2
	for k, e := range of {
		found = append(found, curve(e, w.TestLoss[k*inner:(k+1)*inner], w.TestAccuracy[k*inner:(k+1)*inner]))
	}
	return found
}

// barriers returns the barriers of lines.
func barriers(lines []measure.Curve, points int) (found []measure.Excess) {
	for _, c := range lines {
		found = append(found, c.Barrier(measure.Lambdas(points)))
	}
	return found
}

// curve is a line with its ends.
func curve(e ends, loss, accuracy []float64) measure.Curve {
	whole := func(a measure.Number, inner []float64, b measure.Number) []measure.Number {
		return append(append([]measure.Number{a}, measure.Numbers(inner)...), b)
	}
	return measure.Curve{Loss: whole(e.a.Loss, loss, e.b.Loss), Accuracy: whole(e.a.Accuracy, accuracy, e.b.Accuracy)}
}

// row is barriers as a row of a matrix.
func row(found []measure.Excess) (r result.Row) {
	for _, e := range found {
		r.Loss, r.Accuracy = append(r.Loss, e.Loss), append(r.Accuracy, e.Accuracy)
	}
	return r
}

// unknownRow is n barriers that do not exist.
func unknownRow(n int) result.Row {
	found := make([]measure.Excess, n)
	for k := range found {
		found[k] = unknown
	}
	return row(found)
}
