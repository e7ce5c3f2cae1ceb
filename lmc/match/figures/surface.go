package figures

import (
	"fmt"
	"image/color"

	"onebasin/lmc/match/stage"
	"onebasin/render"
)

// newSurface returns the landscape as a surface.
func (p *page) newSurface(f render.Field, levels render.Levels, l *stage.Landscape) *render.Surface {
	s := render.NewSurface(f, levels, l.U0, l.U1, l.V0, l.V1, p.sheet.Theme)
	s.Ratio = p.sheet.Ratio
	s.U = p.known.say(fmt.Sprintf("u, in units of ‖B − A‖ = %s", render.Number(l.Unit, 3)))
	s.V = "v"
	if !l.Spanned {
		s.V = "v, a random direction"
	}
	s.Loss = "test loss"
	return s
}

// camera is where the surface is seen from.
func (p *page) camera() render.Camera {
	return render.Camera{Turn: p.view.Turn, Tilt: p.view.Tilt, Zoom: p.orbit.Nearness()}
}

// surfaceRect is the surface's place.
func (p *page) surfaceRect() render.Rect {
	r, head := p.frames.landscape, p.frames.head+p.frames.tall-10
	return render.Rect{X: r.X, Y: r.Y + head, W: r.W, H: r.H - head - render.OrbitRoom}
}

// drawSurface draws the surface with the straight paths and the trainings lying on it.
func (p *page) drawSurface(q *picture) []render.Mark {
	if q.paths == nil {
		q.paths, q.spots = p.onSurface(q.of)
	}
	rect := p.surfaceRect()
	q.surface.Rough(p.orbit.Moving())
	return []render.Mark{render.Clip{Rect: rect, Marks: q.surface.Draw(rect, p.camera(), q.paths, q.spots)}}
}

// onSurface returns what lies on the surface of a landscape.
func (p *page) onSurface(l *stage.Landscape) (paths []render.SurfacePath, spots []render.SurfaceSpot) {
	for _, t := range l.Trajectories {
		pale := render.Alpha(render.White, 0.75)
		paths = append(paths, render.SurfacePath{Points: inside(t, l), Color: pale, Width: 1.25})
	}
	at := func(k int) [2]float64 { return [2]float64{l.Marks[2*k], l.Marks[2*k+1]} }
	names := p.known.names(l.Method)
	line := func(to int) [][2]float64 { return [][2]float64{at(0), at(to)} }
	spot := func(k int, c color.NRGBA) render.SurfaceSpot {
		return render.SurfaceSpot{U: at(k)[0], V: at(k)[1], Name: names[k], Color: c}
	}
	paths = append(paths, render.SurfacePath{Points: line(1), Color: render.ColorB})
	spots = []render.SurfaceSpot{spot(1, render.ColorB)}
	if l.Method != "none" {
		paths = append(paths, render.SurfacePath{Points: line(2), Color: render.ColorPiB})
		spots = append(spots, spot(2, render.ColorPiB))
	}
	return paths, spotsInside(l, append(spots, spot(0, render.ColorA)))
}

// turned notes that the camera moved.
func (p *page) turned() {
	p.scene.Stale()
	p.orbit.Moved()
}

// rest lets time go by for the camera, and reports whether it still counts as moving.
func (p *page) rest(ms float64) (moving bool) {
	switch p.orbit.Rest(ms) {
	case render.Prepare:
		if q := p.picture; q != nil && q.surface != nil {
			q.surface.Rough(false)
			q.surface.Prepare(p.surfaceRect(), p.camera())
		}
	case render.Redraw:
		p.scene.Stale()
		return false
	case render.Rested:
		return false
	}
	return true
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

// inside returns the last stretch of a trajectory that lies in the landscape's window, which is where it ends.
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

// lambdaOnSurface draws λ on the surface's paths.
func (p *page) lambdaOnSurface(q *picture) []render.Mark {
	var spots []render.SurfaceSpot
	for _, e := range ends(q.of) {
		u, v := e.uv(q.of, p.view.Lambda)
		if from, to, ok := p.filmPath(q); ok && e == 2 {
			u, v = between(from, to, p.view.Lambda)
		}
		spots = append(spots, render.SurfaceSpot{U: u, V: v, Color: p.sheet.Theme.Merged})
	}
	return []render.Mark{render.Clip{Rect: p.surfaceRect(), Marks: q.surface.Overlay(spotsInside(q.of, spots)...)}}
}

// turnBy turns the surface under a pointer that moved, and tells the page.
func (p *page) turnBy(dx, dy float64) {
	c := p.camera().Dragged(dx, dy)
	p.turnTo(c.Turn, c.Tilt)
}

// turnTo shows the surface from a direction and tells the page.
func (p *page) turnTo(turn, tilt float64) {
	if turn == p.view.Turn && tilt == p.view.Tilt {
		return
	}
	p.view.Turn, p.view.Tilt = turn, tilt
	p.turned()
	p.sheet.Looked(fmt.Sprintf("view.turn=%g&view.tilt=%g", turn, tilt))
}
