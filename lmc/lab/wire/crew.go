package wire

// Ready is every program's first message: what it is.
type Ready struct {
	Build string
	SIMD  bool
}

// Do hands a job to a compute worker. Number is the generation of the job: an answer that carries another number than
// the one waited for is dropped.
type Do struct {
	Number int
	Share  int    // bytes that the worker's program should do with
	Job    []byte // an encoded job
}

// Doing tells how far a job is, 0 to 1.
type Doing struct {
	Number   int
	Fraction float64
	Note     string
}

// Glimpse shows a model that is being trained: how far, the loss of its last batch, and, of a model whose inputs are a
// plane, which class it gives to each square of Side×Side, row by row from the top: the class times 8, and in the
// lowest three bits how sure it is. Classes is empty where there is no such picture.
type Glimpse struct {
	Number  int     `json:"-"`
	Name    string  `json:"name"`
	Step    int     `json:"step"`
	Steps   int     `json:"steps"`
	Loss    float64 `json:"loss"`
	Side    int     `json:"side"`
	Classes []byte  `json:"-"`
}

// Done carries what a job gave.
type Done struct {
	Number  int
	Outcome []byte // an encoded outcome
}

// Halt asks a worker to drop its job; Halted says that it has none.
type Halt struct{ Number int }

// Failed is what a job gives that could not be done.
type Failed struct{ Reason string }

// Halted answers Halt.
type Halted struct{ Number int }

func (m *Ready) Code(c Coder) { c.Text(&m.Build); c.Bool(&m.SIMD) }
func (m *Do) Code(c Coder)    { c.Int(&m.Number); c.Int(&m.Share); c.Bytes(&m.Job) }
func (m *Doing) Code(c Coder) { c.Int(&m.Number); c.Float(&m.Fraction); c.Text(&m.Note) }
func (m *Glimpse) Code(c Coder) {
	c.Int(&m.Number)
	c.Text(&m.Name)
	c.Int(&m.Step)
	c.Int(&m.Steps)
	c.Float(&m.Loss)
	c.Int(&m.Side)
	c.Bytes(&m.Classes)
}
func (m *Done) Code(c Coder)   { c.Int(&m.Number); c.Bytes(&m.Outcome) }
func (m *Halt) Code(c Coder)   { c.Int(&m.Number) }
func (m *Failed) Code(c Coder) { c.Text(&m.Reason) }
func (m *Halted) Code(c Coder) { c.Int(&m.Number) }

// Begin tells figures that an experiment is under way, with the first that is known of it, an encoded message of its
// laboratory, if there is any. What they show stays until Reveal: so far the new one has nothing to be looked at, and
// messages are about the one before.
type Begin struct {
	Experiment string
	First      []byte
}

// Reveal tells that the experiment begun last has something to show: it takes the place of the one before, and messages
// are about it.
type Reveal struct{}

// End tells that a run ended early: what is shown stays, and what is missing will not come. Reason says why.
type End struct{ Reason string }

func (m *Begin) Code(c Coder)  { c.Text(&m.Experiment); c.Bytes(&m.First) }
func (m *Reveal) Code(c Coder) {}
func (m *End) Code(c Coder)    { c.Text(&m.Reason) }

// Announcements lists the messages by which figures hear of experiments.
func Announcements() []Message { return []Message{(*Begin)(nil), (*Reveal)(nil), (*End)(nil)} }

// Programs lists the messages that every program knows.
func Programs() []Message {
	return []Message{(*Ready)(nil), (*Do)(nil), (*Doing)(nil), (*Glimpse)(nil), (*Done)(nil), (*Halt)(nil),
		(*Halted)(nil), (*Failed)(nil)}
}
