package board

import (
	"slices"
	"strings"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/render"
	drawing "onebasin/render/chart"
)

// Board is the state of the figures; see New.
type Board struct {
	laboratories []Laboratory
	codec        wire.Codec
	sheet        *Sheet
	shown        *experiment
	coming       *experiment // under way, with nothing to show yet; nil if there is none
	following                // charts that follow what is looked at
	orbiting                 // charts that are surfaces

	view   string // what is looked at, as a fragment
	study  string // named in it
	embed  string // likewise: what stands alone; a figure of the page, a chart, "all" or ""
	layout Layout
	charts *drawing.Sheet // that stand in the page's place, nil if none
	draw   drawing.Drawing
	drawn  Kept // the charts
	ahead  bool // they were drawn anew and nobody has taken them yet

	versions int // of kept layers, so that no two are alike
	hover    render.Point
	over     bool   // a pointer is over the canvas
	pressed  string // the view keys that a click changes when the pointer goes up where it went down
	held     *hold  // the handle of a chart that the pointer moves, nil if none
	grips    string // where there are handles, as the frame was told
	shape    string // of the pointer
	told     string // of the film
	said     string // of what it is over
}

// experiment is one that is shown, or will be.
type experiment struct {
	laboratory *Laboratory
	fragment   string // "" before there is one
	page       Page
	charts     []*chart.Chart
	ended      bool // early
}

// New returns a board of laboratories, the first of which is shown until an experiment begins, for a screen of so many
// pixels per CSS pixel.
func New(ratio float64, laboratories ...Laboratory) *Board {
	lists := [][]wire.Message{wire.Announcements(), chart.Messages()}
	for _, l := range laboratories {
		lists = append(lists, l.Messages)
	}
	b := &Board{laboratories: laboratories, codec: wire.NewCodec(lists...),
		sheet: &Sheet{Width: 1000, Ratio: density(ratio), Theme: render.Light()}}
	b.shown = b.begin(&b.laboratories[0], "")
	b.lay()
	return b
}

// laboratory returns the one that a fragment names, nil if it names none that is known.
func (b *Board) laboratory(fragment string) *Laboratory {
	name := value(fragment, "lab")
	k := slices.IndexFunc(b.laboratories, func(l Laboratory) bool { return l.Name == name })
	if k < 0 {
		return nil
	}
	return &b.laboratories[k]
}

// begin returns an experiment of a laboratory with its page.
func (b *Board) begin(l *Laboratory, fragment string) *experiment {
	e := &experiment{laboratory: l, fragment: fragment, page: noPage{}}
	if l.New != nil {
		e.page = l.New(b.sheet, fragment)
	}
	return e
}

// value returns what a fragment says of a key, "" if nothing.
func value(fragment, key string) string {
	for part := range strings.SplitSeq(fragment, "&") {
		if name, text, _ := strings.Cut(part, "="); name == key {
			return text
		}
	}
	return ""
}

// Bounds of the pixels per CSS pixel that are drawn, and the least width that figures are laid out for.
const (
	leastRatio, mostRatio = 0.25, 3
	leastWidth            = 280
)

func density(ratio float64) float64 { return min(mostRatio, max(leastRatio, ratio)) }

// Resize lays the figures out for a width in CSS pixels.
func (b *Board) Resize(width float64) {
	if width = max(leastWidth, width); width != b.sheet.Width {
		b.sheet.Width = width
		b.lay()
	}
}

// Room says in how many CSS pixels of height all figures can be seen together, 0 if in any number.
func (b *Board) Room(height float64) {
	if height = max(0, height); height != b.sheet.Room {
		b.sheet.Room = height
		b.lay()
	}
}

// Density says how many pixels of the screen a CSS pixel has.
func (b *Board) Density(ratio float64) {
	b.sheet.Ratio = density(ratio)
	b.lay()
}

// Theme chooses the light or the dark colours.
func (b *Board) Theme(dark bool) {
	if dark == b.sheet.Theme.Dark {
		return
	}
	b.sheet.Theme = render.Light()
	if dark {
		b.sheet.Theme = render.Dark()
	}
	b.lay()
}

// Still makes moved things stand at their places at once, for those who prefer reduced motion.
func (b *Board) Still(still bool) { b.sheet.Still = still }

// Look changes what is looked at: a link's view keys, as a fragment. Before an experiment has begun, lab= says whose
// figures are awaited.
func (b *Board) Look(view string) {
	if b.shown.fragment == "" {
		if of := b.laboratory(view); of != nil && of != b.shown.laboratory {
			b.shown = b.begin(of, "")
			b.lay()
		}
	}
	study, embed, shown := b.study, b.embed, b.method()
	b.view, b.study, b.embed = view, value(view, "view.study"), value(view, "view.embed")
	b.settle()
	b.shown.page.Look(view)
	b.follow()
	b.lookFrom()
	if b.study != study || b.embed != embed || b.sheet.Away && b.method() != shown {
		b.lay()
	}
}

// lay places what is looked at.
func (b *Board) lay() {
	s := b.sheet
	b.settle()
	b.layout = b.shown.page.Lay()
	for _, l := range b.shown.page.Layers() {
		if l.Kept != nil {
			l.Kept.Stale()
		}
	}
	b.charts = nil
	b.draw.Theme, b.draw.Ratio = s.Theme, s.Ratio
	b.regard()
	b.drawn.Stale()
	if study, ok := b.looked(); ok {
		known := func(name string) *chart.Chart { return b.chart(study.Name, name) }
		b.charts = b.draw.Arrange(s.Width, b.announced(study), known)
		b.layout.Height = b.charts.Height
	} else {
		b.tellGrips(nil)
	}
	b.tellZoomed()
	b.tellFilm()
}

// settle says on the sheet what stands there.
func (b *Board) settle() {
	_, b.sheet.Away = b.looked()
	b.sheet.Figure = ""
	if b.embed != "all" {
		b.sheet.Figure = b.embed
	}
}

// Height returns the height that the figures take.
func (b *Board) Height() float64 { return b.layout.Height }

// Work paints a little of what takes longer than a frame and reports whether there is more to paint.
func (b *Board) Work() (more bool) {
	if b.charts != nil {
		b.drawAhead() // says which fields there are to paint
		more, whole := b.draw.Paint()
		if whole {
			b.drawn.Stale()
		}
		return more
	}
	p, ok := b.shown.page.(Painter)
	return ok && p.Work()
}

// Pass lets time go by, in milliseconds, as Animated says.
func (b *Board) Pass(ms float64) (moving, resting bool) {
	if p, ok := b.shown.page.(Animated); ok {
		moving, resting = p.Pass(ms)
	}
	return moving, b.rest(ms) || resting
}
