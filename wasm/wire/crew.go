package wire

// Ready is every program's first message: what it is.
type Ready struct {
	Build string
	SIMD  bool
}

// Do hands a job to a compute worker. Number is the generation of the job: an
// answer that carries another number than the one waited for is dropped.
type Do struct {
	Number int
	Job    []byte // an encoded job
}

// Doing tells how far a job is, 0 to 1.
type Doing struct {
	Number   int
	Fraction float64
	Note     string
}

// Done carries what a job gave.
type Done struct {
	Number  int
	Outcome []byte // an encoded outcome
}

// Halt asks a worker to drop its job; Halted says that it has none.
type Halt struct{ Number int }

// Halted answers Halt.
type Halted struct{ Number int }

func (m *Ready) code(c coder)  { c.text(&m.Build); c.bool(&m.SIMD) }
func (m *Do) code(c coder)     { c.int(&m.Number); c.bytes(&m.Job) }
func (m *Doing) code(c coder)  { c.int(&m.Number); c.float(&m.Fraction); c.text(&m.Note) }
func (m *Done) code(c coder)   { c.int(&m.Number); c.bytes(&m.Outcome) }
func (m *Halt) code(c coder)   { c.int(&m.Number) }
func (m *Halted) code(c coder) { c.int(&m.Number) }

// registry lists every message; its order is the byte that names them.
var registry = []Message{
	(*Ready)(nil), (*Do)(nil), (*Doing)(nil), (*Done)(nil), (*Halt)(nil), (*Halted)(nil),
	(*Train)(nil), (*Trained)(nil), (*Match)(nil), (*Matched)(nil), (*Walk)(nil), (*Walked)(nil),
	(*Decompose)(nil), (*Decomposed)(nil), (*Map)(nil), (*Mapped)(nil), (*Failed)(nil),
	(*Setup)(nil), (*Curves)(nil), (*Similarity)(nil), (*Landscape)(nil), (*Merged)(nil), (*Training)(nil),
	(*Ask)(nil), (*Probe)(nil), (*Probed)(nil), (*Trouble)(nil), (*Survey)(nil), (*Stride)(nil), (*Strode)(nil),
	(*Study)(nil), (*Chart)(nil),
	(*Join)(nil), (*Joined)(nil), (*Rate)(nil), (*Rated)(nil),
	(*Spectra)(nil), (*Compared)(nil), (*Estimate)(nil), (*Estimated)(nil), (*Descend)(nil), (*Descended)(nil),
	(*MatchParts)(nil), (*MatchedParts)(nil),
	(*Repair)(nil), (*Repaired)(nil), (*Bend)(nil), (*Bent)(nil), (*Curvature)(nil), (*Curvatures)(nil),
}
