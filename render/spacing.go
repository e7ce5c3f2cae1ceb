package render

// Distances between figures that stand on one sheet, and what belongs to each of them, in CSS pixels.
const (
	Edge          = 4.0  // from the sheet's edge
	Gutter        = 36.0 // between figures side by side
	RowGap        = 26.0 // between figures one above the other
	LineHeight    = 18.0 // of a title or a footnote
	CaptionHeight = 22.0 // of a line above a part of a figure
	ButtonRoom    = 28.0 // that the page's button needs at the end of a title
	AxisRoom      = 48.0 // about what axes take beside a plot

	BarRoom       = 92.0 // of a bar of colours beside a plot
	NarrowBarRoom = 70.0 // of one without its title
)

// TwoColumns is the width from which figures stand two and two.
const TwoColumns = 720.0
