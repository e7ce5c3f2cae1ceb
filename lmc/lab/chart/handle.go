package chart

import (
	"math"
	"strconv"
	"strings"

	"onebasin/lmc/lab/wire"
)

// Handle is what a pointer can take hold of in a panel and move: it stands at value At of X and Y, and goes to any
// other of them, each of which changes the view keys that its Looks says, as a fragment. One with a single value goes
// anywhere in the panel: its Looks has {x} and {y} for where it is let go.
type Handle struct {
	Name  string // beside it
	At    int
	X, Y  []float64
	Looks []string
}

// Free reports whether it goes anywhere.
func (h *Handle) Free() bool { return len(h.X) == 1 }

// Place is where it stands; ok is false where a handle is none.
func (h *Handle) Place() (x, y float64, ok bool) {
	if h.At < 0 || h.At >= min(len(h.X), len(h.Y), len(h.Looks)) {
		return 0, 0, false
	}
	return h.X[h.At], h.Y[h.At], true
}

// Look is what view keys say where it stands at (x, y), which of one that is not free is one of its values.
func (h *Handle) Look(x, y float64) string {
	if h.Free() {
		return strings.NewReplacer("{x}", hundredths(x), "{y}", hundredths(y)).Replace(h.Looks[0])
	}
	for k := range min(len(h.X), len(h.Y), len(h.Looks)) {
		if h.X[k] == x && h.Y[k] == y {
			return h.Looks[k]
		}
	}
	return ""
}

// hundredths prints a place, to two decimals as sliders have it.
func hundredths(x float64) string {
	return strconv.FormatFloat(math.Round(100*x)/100+0, 'f', -1, 64)
}

func (h *Handle) Code(c wire.Coder) {
	c.Text(&h.Name)
	c.Int(&h.At)
	c.Floats(&h.X)
	c.Floats(&h.Y)
	wire.Each(c, &h.Looks, c.Text)
}
