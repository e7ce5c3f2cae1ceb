package render

// Contour returns the lines along which f has the value level, in grid coordinates, by marching squares (Lorensen and
// Cline's method in two dimensions), joined into polylines; a closed one ends where it begins. A saddle is cut by the
// mean of its corners. The order is that of the grid, the same at every call. Cells with a corner that is NaN have no
// line. O(W·H).
func (f Field) Contour(level float64) [][]Point {
	return newTracer(f).lines(level)
}

// tracer holds, for each edge of the grid, the one or two edges that a line through it goes on to. Edge 2·n leaves node
// n to the right, edge 2·n+1 upwards. It serves one level after the other.
type tracer struct {
	f       Field
	level   float64
	next    [][2]int32 // 1 + the edge, 0 for none; all 0 between levels
	touched []int32    // the edges that got a tie, in the grid's order, some twice
}

func newTracer(f Field) *tracer {
	return &tracer{f: f, next: make([][2]int32, 2*f.W*f.H)}
}

func (t *tracer) lines(level float64) [][]Point {
	t.level, t.touched = level, t.touched[:0]
	t.link()
	return t.join()
}

func (t *tracer) link() {
	f := t.f
	for j := 0; j+1 < f.H; j++ {
		for i := 0; i+1 < f.W; i++ {
			n := j*f.W + i
			a, b, c, d := f.Z[n], f.Z[n+1], f.Z[n+f.W+1], f.Z[n+f.W]
			code := 0
			if a >= t.level {
				code = 1
			}
			if b >= t.level {
				code |= 2
			}
			if c >= t.level {
				code |= 4
			}
			if d >= t.level {
				code |= 8
			}
			if code == 0 || code == 15 {
				continue
			}
			if s := a + b + c + d; s != s {
				continue
			}
			below, right, above, left := 2*n, 2*(n+1)+1, 2*(n+f.W), 2*n+1
			switch code {
			case 1, 14:
				t.tie(left, below)
			case 2, 13:
				t.tie(below, right)
			case 4, 11:
				t.tie(right, above)
			case 8, 7:
				t.tie(above, left)
			case 3, 12:
				t.tie(left, right)
			case 6, 9:
				t.tie(below, above)
			case 5, 10:
				// The centre belongs with a and c if it is on their side; then b and d are cut off.
				if high := (a+b+c+d)/4 >= t.level; high == (code == 5) {
					t.tie(below, right)
					t.tie(above, left)
				} else {
					t.tie(left, below)
					t.tie(right, above)
				}
			}
		}
	}
}

func (t *tracer) tie(e, g int) {
	t.touched = append(t.touched, int32(e), int32(g))
	for _, p := range [2][2]int{{e, g}, {g, e}} {
		n := &t.next[p[0]]
		if n[0] == 0 {
			n[0] = int32(p[1]) + 1
		} else {
			n[1] = int32(p[1]) + 1
		}
	}
}

// join follows the ties: first the lines that end at the border, then the loops.
func (t *tracer) join() [][]Point {
	var out [][]Point
	for _, loops := range [2]bool{false, true} {
		for _, e := range t.touched {
			n := t.next[e]
			if n[0] != 0 && (n[1] == 0 || loops) {
				out = append(out, t.follow(int(e)))
			}
		}
	}
	return out
}

// follow walks from edge e and takes the ties away behind itself.
func (t *tracer) follow(e int) []Point {
	line := []Point{t.at(e)}
	for {
		n := &t.next[e]
		g := int(n[0]) - 1
		if g < 0 {
			return line
		}
		n[0], n[1] = n[1], 0
		back := &t.next[g]
		if int(back[0])-1 == e {
			back[0], back[1] = back[1], 0
		} else {
			back[1] = 0
		}
		e = g
		line = append(line, t.at(e))
	}
}

// at returns where the level crosses edge e.
func (t *tracer) at(e int) Point {
	n := e / 2
	i, j := n%t.f.W, n/t.f.W
	step, p := 1, Point{float64(i), float64(j)}
	if e%2 == 1 {
		step = t.f.W
	}
	a, b := t.f.Z[n], t.f.Z[n+step]
	s := 0.5
	if a != b {
		s = (t.level - a) / (b - a)
	}
	if e%2 == 1 {
		p.Y += s
	} else {
		p.X += s
	}
	return p
}
