package board

import (
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/jsonwriter"
)

// filmed tells the page around where in a training step by step one is, in words too: the number of the step, and all
// that can be looked at.
type filmed struct {
	Count int       `json:"count"` // that the last one has, from 0
	At    int       `json:"at"`
	Text  string    `json:"text"`
	Steps []float64 `json:"steps"`
}

// film is that of the charts on the sheet, of the first that has one.
func (b *Board) film() (f chart.Film) {
	if b.charts == nil {
		return f
	}
	for _, figure := range b.charts.Figures {
		if c := figure.Chart; c != nil && len(c.Film.Steps) > 1 && len(c.Film.Said) == len(c.Film.Steps) {
			return c.Film
		}
	}
	return f
}

// tellFilm tells of the film where that has changed.
func (b *Board) tellFilm() {
	state := b.filmedAt(b.film())
	text := string(jsonwriter.JSON(state))
	if text == b.told || b.told == "" && state.Count == 0 {
		return
	}
	b.told = text
	b.sheet.Tell("steps", text)
}

// filmedAt is where in a film one is.
func (b *Board) filmedAt(f chart.Film) filmed {
	if len(f.Steps) == 0 {
		return filmed{Steps: []float64{}}
	}
	s := filmed{Count: len(f.Steps) - 1, Steps: f.Steps}
	if s.At = s.Count; b.draw.Stepping {
		s.At = f.At(b.draw.Step)
	}
	s.Text = f.Said[s.At]
	return s
}
