package render

import "math"

// UsualTurn and UsualTilt are those of a Camera that nobody has turned.
const UsualTurn, UsualTilt = 30, 50

// Degrees that a surface turns a pixel of dragging, the bounds of its tilt, and of how near it is seen.
const (
	degreesPerPixel = 0.5
	lowest, highest = 5, 85
	farthest        = 0.6
	nearest         = 6.0
)

// Dragged returns the camera after a pointer that holds the surface has moved, in whole degrees.
func (c Camera) Dragged(dx, dy float64) Camera {
	c.Turn = math.Round(c.Turn - dx*degreesPerPixel)
	for c.Turn > 180 {
		c.Turn -= 360
	}
	for c.Turn < -180 {
		c.Turn += 360
	}
	c.Tilt = math.Round(min(highest, max(lowest, c.Tilt+dy*degreesPerPixel)))
	return c
}

// restAfter is how long a camera must not have moved, in milliseconds, before a surface is drawn finely again, of which
// a frame counts for longestFrame at most: where frames are slow, one without a movement is not yet a rest.
const (
	restAfter    = 150
	longestFrame = 50
)

// Orbit is how a camera moves around surfaces, which are Rough meanwhile. The zero value rests, and shows all of them.
//
//	o.Moved()                    // whenever the camera is elsewhere; then surfaces are drawn anew, Rough(o.Moving())
//	switch o.Rest(ms) {          // as time goes by
//	case Prepare: …              // of the fine surface
//	case Redraw: …               // finely
//	}
type Orbit struct {
	nearness float64 // as a Camera's Zoom, 1 if 0
	moving   float64 // milliseconds until it counts as at rest
	settling int     // frames until the surface is drawn finely, once it rests
}

// Phase is how far a camera has come to rest, and what is to be done then.
type Phase int

// What there is to do: nothing, and time need not go on; nothing yet; to prepare the fine surface, which is half of
// what drawing it takes; to draw it.
const (
	Rested Phase = iota
	Wait
	Prepare
	Redraw
)

// Moved notes that the camera moved.
func (o *Orbit) Moved() { o.moving, o.settling = restAfter, 2 }

// Moving reports whether surfaces are to be Rough.
func (o *Orbit) Moving() bool { return o.moving > 0 }

// Resting reports whether the camera has moved and there is something left to do.
func (o *Orbit) Resting() bool { return o.moving > 0 || o.settling > 0 }

// Rest lets time go by, in milliseconds.
func (o *Orbit) Rest(ms float64) Phase {
	switch {
	case o.moving > 0:
		o.moving -= min(ms, longestFrame)
		return Wait
	case o.settling == 0:
		return Rested
	}
	if o.settling--; o.settling > 0 {
		return Prepare
	}
	return Redraw
}

// Nearness is how near the surface is seen, as a Camera's Zoom.
func (o *Orbit) Nearness() float64 {
	if o.nearness == 0 {
		return 1
	}
	return o.nearness
}

// Near brings the surface nearer by a factor, within bounds.
func (o *Orbit) Near(factor float64) {
	o.nearness = min(nearest, max(farthest, o.Nearness()*factor))
	o.Moved()
}

// Still lets it rest at once.
func (o *Orbit) Still() { o.moving, o.settling = 0, 0 }

// Whole shows all of it.
func (o *Orbit) Whole() { o.nearness = 1 }
