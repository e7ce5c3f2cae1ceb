package spectrum

import (
	"math"

	"onebasin/toynets/kernel"
)

// divide finds the singular value decomposition of an upper bidiagonal B by divide and conquer (Gu, Eisenstat, A
// divide-and-conquer algorithm for the bidiagonal SVD, 1995), as a stepper. With a row in its middle,
//
//	    ⎛ B₁        0  ⎞
//	B = ⎜ α e_lastᵀ  β e_firstᵀ ⎟
//	    ⎝ 0         B₂ ⎠
//
// where B₁ and B₂, each with one column more than rows, are known as Q_i (D_i 0) W_iᵀ. Then B is, up to turns, a matrix
// M with one full row z and a diagonal below it, whose singular values are the roots of a rational function and whose
// vectors follow from them; see [merge]. Both halves are divided in turn, down to rows without columns beside them. B
// itself is given a column of zeros.
//
// Vectors are rows here, so that what is selected of them lies together.
type divide struct {
	n               int
	diagonal, above []float64 // of B; the last of above is 0
	s               []float64 // singular values, ascending in what is merged
	qt              []float64 // n×n, left vectors
	wt              []float64 // (n+1)×(n+1), right vectors, after those of a part the one that its rows do not reach
	parts           []part    // in the order in which they are merged
	next            int
	now             merge
}

// part are the rows low … high−1, with centre in their middle.
type part struct{ low, centre, high int }

func newDivide(diagonal, above []float64) *divide {
	n := len(diagonal)
	d := &divide{n: n, diagonal: diagonal, above: above, s: make([]float64, n), qt: make([]float64, n*n),
		wt: make([]float64, (n+1)*(n+1))}
	d.split(0, n)
	return d
}

func (d *divide) split(low, high int) {
	if low == high { // a column without a row: its own vector
		d.wt[low*(d.n+1)+low] = 1
		return
	}
	centre := low + (high-low)/2
	d.split(low, centre)
	d.split(centre+1, high)
	d.parts = append(d.parts, part{low, centre, high})
}

// step merges parts that cost about so much work, in multiplications, and reports whether there is more to do.
func (d *divide) step(work int) (more bool) {
	for work > 0 && d.next < len(d.parts) {
		p := d.parts[d.next]
		if !d.now.begun {
			d.now.begin(d, p)
		}
		if !d.now.step(work) {
			return true
		}
		d.now.begun = false
		d.next++
		size := p.high - p.low
		work -= size*size*size + 200*size*size
	}
	return d.next < len(d.parts)
}

// fraction returns how much of the work is done: merging costs the third power of a part's size.
func (d *divide) fraction() float64 {
	var done, all float64
	for k, p := range d.parts {
		work := math.Pow(float64(p.high-p.low), 3)
		all += work
		if k < d.next {
			done += work
		}
	}
	return done / max(all, 1)
}

// merge makes of two parts' decompositions that of the whole. In the basis of the parts' vectors it is that of
//
//	M = ⎛ z₀ z₁ … ⎞
//	    ⎜    d₁   ⎟ ,  d₀ = 0 < d₁ < …
//	    ⎝       ⋱ ⎠
//
// Where z_j is zero, or two d are equal, a vector of a part is one of the whole already (deflation). The others' σ_i
// are the roots of 1 + Σ z_j² / (d_j² − σ²), and with the ẑ that has exactly these roots (Gu, Eisenstat),
//
//	v_i ∝ (ẑ_j / (d_j² − σ_i²))_j,  u_i ∝ (−1, d_j ẑ_j / (d_j² − σ_i²), …).
type merge struct {
	*divide
	part
	begun bool
	cut   kernel.Cut

	z       []float64 // by row of B
	active  []int     // rows whose vectors are combined, the centre first, then by d
	settled []int     // rows whose vectors are vectors of the whole
	inLeft  []bool    // by row: its vectors have entries in the columns of the first part
	inRight []bool

	secular
	left, right side
	newS        []float64
	newQ, newW  []float64 // size×size, size×(size+1)
	ws          kernel.Workspace64
}

// side is what combines the vectors on the columns of one part.
type side struct {
	of     []int     // numbers of active vectors with entries there, without the centre
	q, w   []float64 // these entries; w begins with those of the centre
	cq, cw []float64 // coefficients of the new vectors
}

// begin prepares a merge: what are M's z and d, and what is settled.
func (m *merge) begin(d *divide, p part) {
	*m = merge{divide: d, part: p, begun: true, ws: m.ws}
	ld := d.n + 1
	low, c, high := p.low, p.centre, p.high
	alpha, beta := d.diagonal[c], d.above[c]
	size := high - low

	// The two right vectors that the parts' rows do not reach: one is in z, the other is reached by none.
	first, last := d.wt[c*ld:][:ld], d.wt[high*ld:][:ld]
	a, b := alpha*first[c], beta*last[c+1]
	r := math.Sqrt(float64(a*a) + float64(b*b))
	cos, sin := 1.0, 0.0
	if r > 0 {
		cos, sin = a/r, b/r
	}
	turn(first[low:high+1], last[low:high+1], cos, sin)
	m.z = make([]float64, d.n)
	m.inLeft, m.inRight = make([]bool, d.n), make([]bool, d.n)
	m.z[c], m.inLeft[c], m.inRight[c] = r, true, true
	d.s[c] = 0
	tolerance := max(math.Abs(alpha), math.Abs(beta))
	order := make([]int, 0, size)
	// Both parts are in order: merge them.
	for i, j := low, c+1; i < c || j < high; {
		if j == high || i < c && d.s[i] <= d.s[j] {
			m.z[i], m.inLeft[i] = alpha*d.wt[i*ld+c], true
			order = append(order, i)
			i++
		} else {
			m.z[j], m.inRight[j] = beta*d.wt[j*ld+c+1], true
			order = append(order, j)
			j++
		}
	}
	d.qt[c*d.n+c] = 1
	if len(order) > 0 {
		tolerance = max(tolerance, d.s[order[len(order)-1]])
	}
	m.deflate(order, 64*epsilon*tolerance)
	m.secular.begin(len(m.active))
	for k, row := range m.active {
		m.d[k], m.zs[k] = d.s[row], m.z[row]
	}
	if len(m.active) > 1 {
		m.d[1] = max(m.d[1], 32*epsilon*tolerance)
	}
	m.left, m.right = m.side(m.inLeft, low, c), m.side(m.inRight, c+1, high)
	m.newS = make([]float64, size)
	m.newQ, m.newW = make([]float64, size*size), make([]float64, size*(size+1))
}

const epsilon = 0x1p-53

// turn replaces two vectors by c·x + s·y and c·y − s·x.
func turn(x, y []float64, c, s float64) {
	for k, a := range x {
		b := y[k]
		x[k] = float64(c*a) + float64(s*b)
		y[k] = float64(c*b) - float64(s*a)
	}
}

// deflate sorts rows, which come by d, into those that are active and those that are settled: where z is within the
// tolerance of zero, or d within it of the one before, whose z a turn makes zero.
func (m *merge) deflate(order []int, tolerance float64) {
	m.z[m.centre] = max(m.z[m.centre], tolerance)
	m.active = append(m.active, m.centre)
	before := -1
	for _, row := range order {
		switch {
		case math.Abs(m.z[row]) <= tolerance:
			m.settled = append(m.settled, row)
			continue
		case before < 0:
		case m.s[row]-m.s[before] <= tolerance:
			a, b := m.z[row], m.z[before]
			r := math.Sqrt(float64(a*a) + float64(b*b))
			m.z[row], m.z[before] = r, 0
			n, ld := m.n, m.n+1
			turn(m.qt[row*n:][m.low:m.high], m.qt[before*n:][m.low:m.high], a/r, b/r)
			turn(m.wt[row*ld:][m.low:m.high+1], m.wt[before*ld:][m.low:m.high+1], a/r, b/r)
			m.inLeft[row] = m.inLeft[row] || m.inLeft[before]
			m.inRight[row] = m.inRight[row] || m.inRight[before]
			m.settled = append(m.settled, before)
		default:
			m.active = append(m.active, before)
		}
		before = row
	}
	if before >= 0 {
		m.active = append(m.active, before)
	}
}

// side gathers the active vectors' entries in columns from … to−1 of the left vectors. Of the right vectors the first
// part has one column more, that of the centre, and so has the second, the one behind.
func (m *merge) side(in []bool, from, to int) side {
	var s side
	ld := m.n + 1
	s.w = append(s.w, m.wt[m.centre*ld:][from:to+1]...)
	for k, row := range m.active[1:] {
		if in[row] {
			s.of = append(s.of, k+1)
			s.q = append(s.q, m.qt[row*m.n:][from:to]...)
			s.w = append(s.w, m.wt[row*ld:][from:to+1]...)
		}
	}
	return s
}

// step does so much of the merge and reports whether all is done. Divisions count for more than multiplications, which
// are made several at a time.
func (m *merge) step(work int) (done bool) {
	k, size := len(m.active), m.high-m.low
	m.cut.Begin(work)
	for m.cut.More(k, 100*k) {
		for i, last := m.cut.Range(); i < last; i++ {
			m.root(i)
		}
	}
	for m.cut.More(1, 20*k*k) {
		m.adjust()
	}
	for m.cut.More(k, k*size+20*k) {
		m.combine(m.cut.Range())
	}
	for m.cut.More(1, 4*size*size) {
		m.assemble()
	}
	return !m.cut.Paused()
}

// combine makes the new vectors first … last−1.
func (m *merge) combine(first, last int) {
	count, k, size := last-first, len(m.active), m.high-m.low
	u, v := make([]float64, k), make([]float64, k)
	for _, s := range []*side{&m.left, &m.right} {
		s.cq = resized(s.cq, count*len(s.of))
		s.cw = resized(s.cw, count*(len(s.of)+1))
	}
	for i := range count {
		m.vectors(first+i, u, v)
		m.newS[first+i] = m.sigma[first+i]
		m.newQ[(first+i)*size+m.centre-m.low] = u[0]
		for _, s := range []*side{&m.left, &m.right} {
			cq, cw := s.cq[i*len(s.of):], s.cw[i*(len(s.of)+1):]
			cw[0] = v[0]
			for at, j := range s.of {
				cq[at], cw[at+1] = u[j], v[j]
			}
		}
	}
	for _, s := range []struct {
		*side
		from, to int
	}{{&m.left, 0, m.centre - m.low}, {&m.right, m.centre + 1 - m.low, size}} {
		n, wide := len(s.of), s.to-s.from
		kernel.Gemm64(false, count, wide, n, s.cq, n, s.q, wide, m.newQ[first*size+s.from:], size, false, &m.ws)
		kernel.Gemm64(false, count, wide+1, n+1, s.cw, n+1, s.w, wide+1, m.newW[first*(size+1)+s.from:], size+1, false,
			&m.ws)
	}
}

func resized(x []float64, n int) []float64 {
	if cap(x) < n {
		return make([]float64, n)
	}
	return x[:n]
}

// assemble puts the new vectors and the settled ones where the parts' were, by singular value.
func (m *merge) assemble() {
	k, size, n, ld := len(m.active), m.high-m.low, m.n, m.n+1
	for i, row := range m.settled {
		m.newS[k+i] = m.s[row]
		copy(m.newQ[(k+i)*size:][:size], m.qt[row*n+m.low:])
		copy(m.newW[(k+i)*(size+1):][:size+1], m.wt[row*ld+m.low:])
	}
	order := ascending(m.newS)
	for to, from := range order {
		row := m.low + to
		m.s[row] = m.newS[from]
		copy(m.qt[row*n+m.low:][:size], m.newQ[from*size:])
		copy(m.wt[row*ld+m.low:][:size+1], m.newW[from*(size+1):])
	}
}
