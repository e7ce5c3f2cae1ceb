package chart

import (
	"onebasin/lmc/lab/chart"
	"onebasin/render"
)

// layout is how a chart divides its room: title, legend, panels in rows, note.
type layout struct {
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

// lay divides the room of a figure of width w.
func (d *Drawing) lay(f *Figure, w float64) layout {
	l := layout{cols: 1, panelW: w}
	title := f.Title
	c := f.Chart
	if c != nil {
		title = c.Title
	}
	l.titleH = float64(len(render.Wrap(title, w-render.ButtonRoom, render.TitleSize, true)))*render.LineHeight + 10
	if c == nil || len(c.Panels) == 0 {
		l.panelH = min(0.5*w, 240)
		l.panelsFrom = l.titleH
		l.foot = l.titleH + l.panelH
		if c != nil && c.Note != "" {
			l.panelH = 0
			l.foot = l.titleH
			l.note = render.Wrap(c.Note, w, render.TickSize, false)
		}
		l.height = l.foot + float64(len(l.note))*noteHeight + 6
		return l
	}
	l.legend = d.legend(c)
	if len(l.legend) > 0 {
		_, l.legendH = render.Legend(render.Rect{W: w}, d.Theme, l.legend)
		l.legendH += 8
	}
	if d.hasBar(c) {
		l.bar = render.BarRoom
		if w < render.TwoColumns/2 {
			l.bar = render.NarrowBarRoom
		}
		l.bar = max(l.bar, barGap+d.coloursOf(c).width(l.bar >= render.BarRoom))
	}
	rows := l.divide(c, w-l.bar)
	l.panelH = d.panelHeight(c, l.panelW)
	for k := range c.Panels {
		if q := &c.Panels[k]; q.Title != "" || filmed(c, q) {
			l.captionH = render.CaptionHeight
		}
	}
	l.panelsFrom = l.titleH + l.legendH
	end := l.panelsFrom + float64(rows)*(l.captionH+l.panelH) + float64(rows-1)*render.RowGap
	l.foot = end + 10
	width := min(w, 2*panelMost)
	if beside := w - l.panelW - l.bar - noteGap; l.cols == 1 && beside >= noteLeast {
		l.noteX, l.foot, width = w-beside, l.panelsFrom+l.captionH+6, min(beside, noteMost)
	}
	if c.Note != "" {
		l.note = render.Wrap(c.Note, width, render.TickSize, false)
	}
	l.height = max(end, l.foot+float64(len(l.note))*noteHeight) + 6
	return l
}

// divide puts the panels into as many columns as are wide enough for what is drawn and for their captions, and returns
// the number of rows, which are of nearly equal length.
func (l *layout) divide(c *chart.Chart, room float64) (rows int) {
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
	for l.cols = n; ; l.cols-- {
		rows = (n + l.cols - 1) / l.cols
		l.cols = (n + rows - 1) / rows
		l.panelW = min(panelMost, (room-float64(l.cols-1)*panelGap)/float64(l.cols))
		if l.cols == 1 || l.panelW >= max(least, captions) {
			return rows
		}
	}
}

// fewNames reports whether an axis has names, so few and short that they stand beside one another below the least
// panel.
func fewNames(labels []string) bool {
	room := tinyLeast - 48
	for _, name := range labels {
		room -= render.MeasureText(name, render.TickSize, false) + 8
	}
	return len(labels) > 0 && room >= 0
}

// panelHeight is what panels of width w want: matrices and planes their own shape, surfaces room to be turned, curves a
// flat one, all at least what the titles of their axes take.
func (d *Drawing) panelHeight(c *chart.Chart, w float64) float64 {
	axes := 46.0
	if c.Panels[0].Bare {
		axes = 16
	}
	height := min(max(0.54*w, 170), 250) + 24
	for k, p := range c.Panels {
		if d.solid(&c.Panels[k]) {
			height = max(height, min(0.8*w, 420))
		}
		title := render.MeasureText(p.Y.Title, render.LabelSize, false) + axes
		if !p.Bare {
			height = max(height, title)
		}
		switch g := p.Grid; {
		case len(g.Values) > 0 && !g.Field && g.Cols > 0:
			height = max(height, min(w-axes, 330)*float64(g.Rows)/float64(g.Cols)+axes)
		case p.Equal:
			x, y := axesOf(&p)
			if dx := x.Max - x.Min; dx > 0 {
				height = max(min((w-axes)*(y.Max-y.Min)/dx, 400)+axes, 160, title)
			}
		}
	}
	return height
}

// panel returns the place of panel k, below its caption.
func (f *Figure) panel(k int) render.Rect {
	l := f.layout
	col, row := k%l.cols, k/l.cols
	x := f.At.X + float64(col)*(l.panelW+panelGap)
	y := f.At.Y + l.panelsFrom + float64(row)*(l.captionH+l.panelH+render.RowGap) + l.captionH
	return render.Rect{X: x, Y: y, W: l.panelW, H: l.panelH}
}

// hasBar reports whether a chart has a bar of colours: of a surface its own axis says what they mean.
func (d *Drawing) hasBar(c *chart.Chart) bool {
	for k := range c.Panels {
		if p := &c.Panels[k]; len(p.Grid.Values) > 0 && !p.Grid.Print && !d.solid(p) {
			return true
		}
	}
	return false
}
