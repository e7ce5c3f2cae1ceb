package app

import (
	"onebasin/lmc/lab/chart"
	"onebasin/render"
)

// chartBox is how a chart divides its room: title, legend, panels in rows, note.
type chartBox struct {
	legend     []render.Entry
	titleH     float64
	legendH    float64
	cols       int
	panelW     float64
	panelH     float64
	captionH   float64
	bar        float64 // room of the colour bar beside the panels
	note       []string
	height     float64
	foot       float64 // y of the note, from the top
	noteX      float64 // and its x: beside a panel that leaves room, else below
	panelsFrom float64
}

// Room of charts.
const (
	panelGap    = 24.0
	panelLeast  = 190.0 // a panel is not narrower
	tinyLeast   = 150.0 // nor one of many, of a few squares, or of a few names
	squareLeast = 34.0  // nor a square with a number in it
	gridLeast   = 250.0 // nor a matrix, whose squares are many
	panelMost   = 640.0
	noteHeight  = 16.0
	noteLeast   = 260.0 // a note beside a panel is not narrower
	noteMost    = 460.0
	noteGap     = 32.0
)

// boxChart divides a chart of width w.
func (a *App) boxChart(p placed, w float64) chartBox {
	b := chartBox{cols: 1, panelW: w}
	title := p.Title
	c := p.chart
	if c != nil {
		title = c.Title
	}
	b.titleH = float64(len(wrap(title, w-buttonRoom, render.TitleSize, true)))*lineHeight + 10
	if c == nil || len(c.Panels) == 0 {
		b.panelH = min(0.5*w, 240)
		b.panelsFrom = b.titleH
		b.foot = b.titleH + b.panelH
		if c != nil && c.Note != "" {
			b.panelH = 0
			b.foot = b.titleH
			b.note = wrap(c.Note, w, render.TickSize, false)
		}
		b.height = b.foot + float64(len(b.note))*noteHeight + 6
		return b
	}
	b.legend = a.chartLegend(c)
	if len(b.legend) > 0 {
		_, b.legendH = render.Legend(render.Rect{W: w}, a.theme, b.legend)
		b.legendH += 8
	}
	if hasBar(c) {
		b.bar = barWidth
		if w < twoColumns/2 {
			b.bar = narrowWidth
		}
		b.bar = max(b.bar, barGap+a.chartColours(c).width(b.bar >= barWidth))
	}
	rows := b.divide(c, w-b.bar)
	b.panelH = panelHeight(c, b.panelW)
	for _, q := range c.Panels {
		if q.Title != "" {
			b.captionH = caption
		}
	}
	b.panelsFrom = b.titleH + b.legendH
	end := b.panelsFrom + float64(rows)*(b.captionH+b.panelH) + float64(rows-1)*rowGap
	b.foot = end + 10
	width := min(w, 2*panelMost)
	if beside := w - b.panelW - b.bar - noteGap; b.cols == 1 && beside >= noteLeast {
		b.noteX, b.foot, width = w-beside, b.panelsFrom+b.captionH+6, min(beside, noteMost)
	}
	if c.Note != "" {
		b.note = wrap(c.Note, width, render.TickSize, false)
	}
	b.height = max(end, b.foot+float64(len(b.note))*noteHeight) + 6
	return b
}

// divide puts the panels into as many columns as are wide enough for what is drawn
// and for their captions, and returns the number of rows, which are of nearly equal
// length.
func (b *chartBox) divide(c *chart.Chart, room float64) (rows int) {
	n := len(c.Panels)
	least, squares, matrix := panelLeast, true, false
	captions, most, few := 0.0, 0, true
	for _, q := range c.Panels {
		squares = squares && q.Grid.Print
		matrix = matrix || len(q.Grid.Values) > 0 && !q.Grid.Print && !q.Grid.Field
		if q.Grid.Print {
			most = max(most, q.Grid.Cols)
		}
		few = few && fewNames(q.X.Labels)
		captions = max(captions, render.MeasureText(q.Title, render.LabelSize, false))
	}
	switch {
	case matrix:
		least = gridLeast
	case squares:
		least = max(tinyLeast, squareLeast*float64(most)+20)
	case n > 4 || few:
		least = tinyLeast
	}
	for b.cols = n; ; b.cols-- {
		rows = (n + b.cols - 1) / b.cols
		b.cols = (n + rows - 1) / rows
		b.panelW = min(panelMost, (room-float64(b.cols-1)*panelGap)/float64(b.cols))
		if b.cols == 1 || b.panelW >= max(least, captions) {
			return rows
		}
	}
}

// fewNames reports whether an axis has names, so few and short that they stand beside
// one another below the least panel.
func fewNames(labels []string) bool {
	room := tinyLeast - 48
	for _, l := range labels {
		room -= render.MeasureText(l, render.TickSize, false) + 8
	}
	return len(labels) > 0 && room >= 0
}

// panelHeight is what panels of width w want: matrices and planes their own
// shape, curves a flat one, all at least what the titles of their axes take.
func panelHeight(c *chart.Chart, w float64) float64 {
	axes := 46.0
	if c.Panels[0].Bare {
		axes = 16
	}
	height := min(max(0.54*w, 170), 250) + 24
	for _, p := range c.Panels {
		if !p.Bare {
			height = max(height, render.MeasureText(p.Y.Title, render.LabelSize, false)+axes)
		}
		switch g := p.Grid; {
		case len(g.Values) > 0 && !g.Field && g.Cols > 0:
			height = max(height, min(w-axes, 330)*float64(g.Rows)/float64(g.Cols)+axes)
		case p.Equal:
			x, y := panelAxes(&p)
			if dx := x.Max - x.Min; dx > 0 {
				height = max(min((w-axes)*(y.Max-y.Min)/dx, 400)+axes, 160, render.MeasureText(p.Y.Title, render.LabelSize, false)+axes)
			}
		}
	}
	return height
}

// panel returns the place of panel k, below its caption.
func (p *placed) panel(k int) render.Rect {
	b := p.box
	col, row := k%b.cols, k/b.cols
	return render.Rect{X: p.at.X + float64(col)*(b.panelW+panelGap),
		Y: p.at.Y + b.panelsFrom + float64(row)*(b.captionH+b.panelH+rowGap) + b.captionH, W: b.panelW, H: b.panelH}
}

func hasBar(c *chart.Chart) bool {
	for _, p := range c.Panels {
		if len(p.Grid.Values) > 0 && !p.Grid.Print {
			return true
		}
	}
	return false
}
