package board

import (
	"onebasin/render"
	"onebasin/render/table"
)

// What a Page may be able to do besides. Each is an interface of its own: a page has the methods of those that it can.
type (
	// Varied shows one of several answers, such as those of matchers, and has studies made of it.
	Varied interface {
		Shown() string // the Method of the charts that are about it
	}

	// Explained says why what is not there will not come.
	Explained interface {
		Missing() string // "" while it may come
	}

	// Successor takes over from the page before what stays when one experiment follows another: where a camera stands,
	// what a pointer holds. before may be of another laboratory.
	Successor interface{ Follow(before Page) }

	// Pointed is told of pointers over it.
	Pointed interface {
		// Pointer takes what a pointer does and returns its shape, as CSS names it; "" leaves it as it is.
		Pointer(e Event) (shape string)
		// Tip says in words what is at a place; "" where there is nothing to say.
		Tip(at render.Point) string
	}

	// Zoomable shows less or more of something.
	Zoomable interface {
		Zoom(factor float64)                       // 1/factor as much, around the middle
		Pinch(factor float64, at, by render.Point) // two fingers, or a wheel: grow around at, move by by
		ZoomOut()                                  // all of it
	}

	// Painter paints pictures that take longer than a frame.
	Painter interface {
		Work() (more bool) // paints a little
	}

	// Animated moves.
	Animated interface {
		// Pass lets time go by, in milliseconds. It reports whether something moves, and else whether something comes
		// to rest: then there is nothing to draw yet, but time must go on.
		Pass(ms float64) (moving, resting bool)
	}

	// Tabled lists the numbers behind a figure, or behind "all".
	Tabled interface {
		Table(figure string, t *table.Table)
	}

	// Described tells what is drawn, as a struct that becomes members of the description's JSON.
	Described interface{ Describe() any }

	// Awaiting names what is still to come of what is shown.
	Awaiting interface{ Awaited() []string }
)
