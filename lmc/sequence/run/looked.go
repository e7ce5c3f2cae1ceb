package run

import (
	"slices"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/sequence/keys"
)

// cell is a cell of the heat map: the index of the row's checkpoint, or keys.Stacked or keys.None, and of the column's.
type cell struct{ found, used int }

// cellOf returns the cell that a view names: of a step that is no checkpoint the last one before it.
func cellOf(steps []int, v keys.View) cell {
	index := func(step int) int {
		if step == keys.Last {
			return len(steps) - 1
		}
		k, ok := slices.BinarySearch(steps, step)
		if !ok {
			k--
		}
		return max(0, k)
	}
	c := cell{v.Found, index(v.Used)}
	if v.Found >= keys.Last {
		c.found = index(v.Found)
	}
	return c
}

// walked are the lines between A and B at every checkpoint, without a permutation and with those that each search
// found.
type walked struct {
	none  []measure.Curve
	found []found
}

// found are a search's lines: of every row of the heat map, nil where there is no permutation, and with the one for
// all.
type found struct {
	byRow  [][]measure.Curve
	forAll []measure.Curve
}

// of returns the lines with the permutation of a row, nil if there is none.
func (f found) of(row int) []measure.Curve {
	switch {
	case row == keys.Stacked:
		return f.forAll
	case row >= 0:
		return f.byRow[row]
	}
	return nil
}

// Answer answers a question without a name with the charts of the first page that follow what is looked at, and with
// the question.
func (r *Run) Answer(m wire.Message) []wire.Message {
	q, ok := m.(*chart.Question)
	if !ok || q.Name != "" {
		return nil
	}
	l, _ := keys.Parse(q.View) // what is wrong in it has its default
	r.look = cellOf(r.Result.Checkpoints.Steps, l.View)
	var answer []wire.Message
	for _, c := range []*chart.Chart{r.claims(), r.heatMaps(), r.path(), r.learning()} {
		if c != nil {
			answer = append(answer, c)
		}
	}
	return append(answer, q)
}
