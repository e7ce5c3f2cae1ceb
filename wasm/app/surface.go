package app

import (
	"fmt"
	"math"

	"onebasin/lmc/match/stage"
	"onebasin/render"
)

// newSurface returns the landscape as a surface.
func (a *App) newSurface(f render.Field, levels render.Levels, l *stage.Landscape) *render.Surface {
	s := render.NewSurface(f, levels, l.U0, l.U1, l.V0, l.V1, a.theme)
	s.Ratio = a.ratio
	s.U = fmt.Sprintf("u, in units of ‖B − A‖ = %s", render.Number(l.Unit, 3))
	s.V = "v"
	if !l.Spanned {
		s.V = "v, a random direction"
	}
	s.Loss = "test loss"
	return s
}

// camera is where the surface is seen from.
func (a *App) camera() render.Camera {
	return render.Camera{Turn: a.view.Turn, Tilt: a.view.Tilt, Zoom: a.nearness}
}

// orbit is the room of the page's sliders under the surface.
const orbit = 16

// surfaceRect is the surface's place.
func (a *App) surfaceRect() render.Rect {
	r, head := a.frames.landscape, a.frames.head+a.frames.tall-10
	return render.Rect{X: r.X, Y: r.Y + head, W: r.W, H: r.H - head - orbit}
}

// drawSurface draws the surface with the straight paths and the trainings lying
// on it.
func (a *App) drawSurface(r *relief) []render.Mark {
	if r.paths == nil {
		r.paths, r.spots = a.onSurface(r.of)
	}
	rect := a.surfaceRect()
	r.surface.Rough(a.moving > 0)
	return []render.Mark{render.Clip{Rect: rect, Marks: r.surface.Draw(rect, a.camera(), r.paths, r.spots)}}
}

// onSurface returns what lies on the surface of a landscape.
func (a *App) onSurface(l *stage.Landscape) (paths []render.SurfacePath, spots []render.SurfaceSpot) {
	for _, t := range l.Trajectories {
		paths = append(paths, render.SurfacePath{Points: inside(t, l), Color: render.Alpha(white, 0.75), Width: 1.25})
	}
	at := func(k int) [2]float64 { return [2]float64{l.Marks[2*k], l.Marks[2*k+1]} }
	paths = append(paths, render.SurfacePath{Points: [][2]float64{at(0), at(1)}, Color: render.ColorB})
	names := a.names(l.Method)
	spots = []render.SurfaceSpot{{U: at(1)[0], V: at(1)[1], Name: names[1], Color: render.ColorB}}
	if l.Method != "none" {
		paths = append(paths, render.SurfacePath{Points: [][2]float64{at(0), at(2)}, Color: render.ColorPiB})
		spots = append(spots, render.SurfaceSpot{U: at(2)[0], V: at(2)[1], Name: names[2], Color: render.ColorPiB})
	}
	spots = append(spots, render.SurfaceSpot{U: at(0)[0], V: at(0)[1], Name: names[0], Color: render.ColorA})
	return paths, spotsInside(l, spots)
}

// restAfter is how long the camera must not have moved, in milliseconds, before
// the surface is drawn finely again, of which a frame counts for longestFrame at
// most: where frames are slow, one without a movement is not yet a rest.
const (
	restAfter    = 150
	longestFrame = 50
)

// turned notes that the camera moved.
func (a *App) turned() {
	a.scene.stale, a.moving, a.settling = true, restAfter, 2
}

// rest lets time go by for the camera, and reports whether it still counts as
// moving.
func (a *App) rest(ms float64) (moving bool) {
	if a.moving > 0 {
		a.moving -= min(ms, longestFrame)
		return true
	}
	if a.settling == 0 {
		return false
	}
	// The fine surface is made in one frame and drawn in the next, which is half as much to wait for.
	if a.settling--; a.settling > 0 {
		if r := a.run.relief; r != nil && r.surface != nil {
			r.surface.Rough(false)
			r.surface.Prepare(a.surfaceRect(), a.camera())
		}
		return true
	}
	a.scene.stale = true
	return false
}

// spotsInside returns the spots that lie in the landscape's window.
func spotsInside(l *stage.Landscape, spots []render.SurfaceSpot) (shown []render.SurfaceSpot) {
	for _, s := range spots {
		if s.U >= l.U0 && s.U <= l.U1 && s.V >= l.V0 && s.V <= l.V1 {
			shown = append(shown, s)
		}
	}
	return shown
}

// inside returns the last stretch of a trajectory that lies in the landscape's
// window, which is where it ends.
func inside(uv []float64, l *stage.Landscape) (points [][2]float64) {
	for k := 0; k+1 < len(uv); k += 2 {
		u, v := uv[k], uv[k+1]
		if u < l.U0 || u > l.U1 || v < l.V0 || v > l.V1 {
			points = nil
			continue
		}
		points = append(points, [2]float64{u, v})
	}
	return points
}

// handOnSurface draws λ on the surface's paths.
func (a *App) handOnSurface(r *relief) []render.Mark {
	var spots []render.SurfaceSpot
	for _, e := range a.ends(r.of) {
		u, v := e.uv(r.of, a.view.Lambda)
		spots = append(spots, render.SurfaceSpot{U: u, V: v, Color: a.theme.Merged})
	}
	return []render.Mark{render.Clip{Rect: a.surfaceRect(), Marks: r.surface.Overlay(spotsInside(r.of, spots)...)}}
}

// Degrees that the surface turns a pixel of dragging, and the bounds of its
// tilt.
const (
	degreesPerPixel = 0.5
	lowest, highest = 5, 85
)

// turn turns the surface under a pointer that moved, and tells the page.
func (a *App) turnBy(dx, dy float64) {
	turn := math.Round(a.view.Turn - dx*degreesPerPixel)
	for turn > 180 {
		turn -= 360
	}
	for turn < -180 {
		turn += 360
	}
	a.turnTo(turn, math.Round(min(highest, max(lowest, a.view.Tilt+dy*degreesPerPixel))))
}

// turnTo shows the surface from a direction and tells the page.
func (a *App) turnTo(turn, tilt float64) {
	if turn == a.view.Turn && tilt == a.view.Tilt {
		return
	}
	a.view.Turn, a.view.Tilt = turn, tilt
	a.turned()
	a.say(Looked{fmt.Sprintf("view.turn=%g&view.tilt=%g", turn, tilt)})
}

// Bounds of how near the surface is seen.
const (
	farthest = 0.6
	nearest  = 6.0
)
