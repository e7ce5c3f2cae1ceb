package render

import (
	"image/color"
	"math"
)

// Surface is a positive field drawn as a lit height surface over the plane (u, v): height and colour are its logarithm
// between the first and the last of the levels, beyond which it is flat. Paths and points lie on it.
//
//	s := NewSurface(field, levels, -0.3, 1.3, -0.3, 0.9, theme)
//	marks := s.Draw(rect, Camera{Turn: 30, Tilt: 40}, paths, spots)
//	marks = append(marks, s.Overlay(SurfaceSpot{U: 0.3, V: 0, Color: theme.Merged})...)
//
// What belongs to the field is computed once; Draw computes what belongs to the camera, in buffers that are kept: its
// marks are valid until the next Draw. Overlay draws over them without touching them. While the camera moves a surface
// may be Rough: the same field over a grid of fewer nodes. Not for concurrent use.
type Surface struct {
	U, V, Loss string  // the names of the axes: u, v and loss if empty
	Ratio      float64 // pixels of the screen per CSS pixel, 1 if 0: how soft an outline is

	theme          *Theme
	levels         Levels
	lo, unit       float64 // height is (log value − lo)·unit
	u0, u1, v0, v1 float64
	hx, hy         float64 // half sizes in the surface's space
	*ground                // fine or rough
	fine, rough    *ground

	lens    lens
	rect    Rect
	mesh    Mesh
	plan    [2][]int
	lines   []Point // of all lines on the surface
	sights  []sight
	ready   prospect // what mesh was prepared for
	ticks   []levelTick
	written []Rect  // places of labels and points
	way     []Point // of the paths
}

// ground is the field over a refined grid.
type ground struct {
	w, h          int // nodes
	z             []float64
	color, normal [][3]float32
	cut           []bool // of a cell: its diagonal goes from lower right to upper left
	rings         []ring
	faces         []uint8 // of a cell, with a border: bit 0 and 1 for the triangles seen from their upper side
}

// prospect is what the triangles of a surface depend on.
type prospect struct {
	of     *ground
	rect   Rect
	camera Camera
}

// SurfacePath is a polyline on a surface, through points (u, v).
type SurfacePath struct {
	Points [][2]float64
	Color  color.NRGBA
	Width  float64 // 2.5 if 0
}

// SurfaceSpot is a point on a surface with a name beside it.
type SurfaceSpot struct {
	U, V  float64
	Name  string
	Color color.NRGBA
}

const (
	// boxHeight is the height between the first and the last level, in longer sides of the window.
	boxHeight = 0.25
	// softening is by how much the slopes are less steep for the light than they are: a logarithm falls steeply into
	// its basins.
	softening = 0.6
	// finest is up to how many cells the longer side of a field is refined, and roughest how many nodes it has while
	// the camera moves.
	finest, roughest = 128, 49
)

// NewSurface prepares the surface of f over [u0, u1] × [v0, v1]. Nodes that are NaN are grey, as high as what is around
// them.
//
// NewSurface panics if the field has no cell, its length is another than W·H, there are fewer than two levels, or the
// window is empty.
func NewSurface(f Field, l Levels, u0, u1, v0, v1 float64, theme *Theme) *Surface {
	if f.W < 2 || f.H < 2 || len(f.Z) != f.W*f.H || len(l.Values) < 2 || !(u1 > u0 && v1 > v0) {
		panic("render: surface without field, levels or window")
	}
	s := &Surface{theme: theme, levels: l, u0: u0, u1: u1, v0: v0, v1: v1}
	side := max(u1-u0, v1-v0)
	s.hx, s.hy = (u1-u0)/side/2, (v1-v0)/side/2
	s.lo = math.Log(l.Values[0])
	s.unit = boxHeight / (math.Log(l.Values[len(l.Values)-1]) - s.lo)
	s.rough = s.grounded(f, roughest)
	// The fine surface has all of the field's nodes, and some between them.
	longer := max(f.W, f.H) - 1
	s.fine = s.grounded(f, longer*max(1, finest/longer)+1)
	return s
}

// Rough chooses between the rough surface, for a camera that moves, and the fine one.
func (s *Surface) Rough(rough bool) {
	s.ground = s.fine
	if rough {
		s.ground = s.rough
	}
}

// grounded samples f on about so many nodes along its longer side, and leaves s there.
func (s *Surface) grounded(f Field, nodes int) *ground {
	lo, hi := s.lo, s.lo+boxHeight/s.unit
	longer := max(f.W, f.H) - 1
	along := func(n int) int { return max(1, (n-1)*(nodes-1)/longer) + 1 }
	fine := f.refined(along(f.W), along(f.H), lo-1, hi+1) // as Terrain paints it
	s.ground = &ground{w: fine.W, h: fine.H, z: make([]float64, len(fine.Z)),
		faces: make([]uint8, (fine.W+1)*(fine.H+1))}
	for i, v := range fine.Z {
		s.z[i] = (min(max(v, lo), hi) - lo) * s.unit
	}
	s.shape(f)
	s.trace(fine)
	return s.ground
}

// shape computes the colours and normals of the nodes, and how the cells are cut.
func (s *Surface) shape(f Field) {
	n := s.w * s.h
	s.color, s.normal, s.cut = make([][3]float32, n), make([][3]float32, n), make([]bool, n)
	ramp := make([][3]float32, 1025) // of the heights
	for i := range ramp {
		c := s.levels.Map.At(s.levels.Fraction(math.Exp(s.lo + boxHeight*float64(i)/1024/s.unit)))
		ramp[i] = [3]float32{float32(c.R), float32(c.G), float32(c.B)}
	}
	hole := Mix(s.theme.Null, s.theme.Panel, 0.4)
	dx, dy := 2*s.hx/float64(s.w-1), 2*s.hy/float64(s.h-1)
	for j := range s.h {
		for i := range s.w {
			k := j*s.w + i
			s.color[k] = ramp[int(s.z[k]/boxHeight*1024+0.5)]
			if v := f.Z[(j*(f.H-1)+(s.h-1)/2)/(s.h-1)*f.W+(i*(f.W-1)+(s.w-1)/2)/(s.w-1)]; v != v {
				s.color[k] = [3]float32{float32(hole.R), float32(hole.G), float32(hole.B)}
			}
			l, r, b, t := max(i-1, 0), min(i+1, s.w-1), max(j-1, 0), min(j+1, s.h-1)
			gx := (s.z[j*s.w+r] - s.z[j*s.w+l]) / (float64(r-l) * dx)
			gy := (s.z[t*s.w+i] - s.z[b*s.w+i]) / (float64(t-b) * dy)
			gx, gy = gx*softening, gy*softening
			norm := 1 / math.Sqrt(1+gx*gx+gy*gy)
			s.normal[k] = [3]float32{float32(-gx * norm), float32(-gy * norm), float32(norm)}
			if i+1 < s.w && j+1 < s.h {
				s.cut[k] = math.Abs(s.z[k]-s.z[k+s.w+1]) > math.Abs(s.z[k+1]-s.z[k+s.w])
			}
		}
	}
}

// xy returns (u, v) in the surface's space.
func (s *Surface) xy(u, v float64) (x, y float64) {
	return ((u-s.u0)/(s.u1-s.u0)*2 - 1) * s.hx, ((v-s.v0)/(s.v1-s.v0)*2 - 1) * s.hy
}

// grid returns a place of the surface's space in grid coordinates.
func (s *Surface) grid(x, y float64) (i, j float64) {
	return (x/s.hx + 1) / 2 * float64(s.w-1), (y/s.hy + 1) / 2 * float64(s.h-1)
}

// height returns the surface's height at grid coordinates; outside of the grid it is the edge's.
func (s *Surface) height(x, y float64) float64 {
	x, y = min(max(x, 0), float64(s.w-1)), min(max(y, 0), float64(s.h-1))
	i, j := min(int(x), s.w-2), min(int(y), s.h-2)
	p, q := x-float64(i), y-float64(j)
	k := j*s.w + i
	below := s.z[k] + p*(s.z[k+1]-s.z[k])
	above := s.z[k+s.w] + p*(s.z[k+s.w+1]-s.z[k+s.w])
	return below + q*(above-below)
}

// Prepare makes the triangles of the surface in r, seen from a camera: half of what Draw does, which need not be done
// again in the Draw that follows, from the same place.
func (s *Surface) Prepare(r Rect, c Camera) {
	s.place(r, c)
	s.light()
	s.build()
	s.ready = prospect{s.ground, r, c}
}

// Draw returns the marks of the surface in r, seen from a camera.
func (s *Surface) Draw(r Rect, c Camera, paths []SurfacePath, spots []SurfaceSpot) []Mark {
	if s.ready != (prospect{s.ground, r, c}) {
		s.Prepare(r, c)
	}
	s.ready = prospect{} // theme and ratio may be others next time
	s.lines = s.lines[:0]
	marks := s.frame()
	marks = append(marks, s.mesh)
	marks = s.rim(marks)
	marks = s.isolines(marks)
	s.way = s.way[:0]
	for _, p := range paths {
		marks = s.path(marks, p)
	}
	marks = s.axes(marks)
	marks = append(marks, s.spots(spots)...)
	return []Mark{Clip{Rect: r, Marks: marks}}
}

// OrbitRoom is what the page's sliders take below a surface.
const OrbitRoom = 16

// Margins of the axes' labels around the box.
const (
	marginLeft, marginRight = 56.0, 30.0
	marginTop, marginBottom = 12.0, 42.0
)

func (s *Surface) place(r Rect, c Camera) {
	s.rect = r
	inner := Rect{r.X + marginLeft, r.Y + marginTop, max(40, r.W-marginLeft-marginRight),
		max(40, r.H-marginTop-marginBottom)}
	s.lens = newLens(c, inner, s.hx, s.hy, boxHeight)
}
