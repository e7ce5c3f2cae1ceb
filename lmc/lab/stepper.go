package lab

import "onebasin/lmc/lab/wire"

// Stepper is a job under way. A step takes a few milliseconds at most wherever the work can be cut.
type Stepper interface {
	Step() (more bool)
	Fraction() float64     // done so far, 0 to 1
	Note() string          // what is being done, in words; may be empty
	Outcome() wire.Message // after Step returned false
}

// Watched is a Stepper of which something can be seen while it goes on. Looking changes no number.
type Watched interface {
	Stepper
	// Glimpse returns what is to be seen now, within a few milliseconds, or nil.
	Glimpse() *wire.Glimpse
}

// Worker begins a laboratory's jobs, one after the other, and may keep what they share, such as the data of the last
// experiment. It is not for concurrent use.
type Worker interface {
	// Start begins a job. A job that cannot be begun is a stepper too, see Refused.
	Start(m wire.Message) Stepper
}

// Refused returns a job that could not be begun, whose outcome says why.
func Refused(err error) Stepper { return refused{err.Error()} }

type refused struct{ reason string }

func (refused) Step() bool              { return false }
func (refused) Fraction() float64       { return 1 }
func (refused) Note() string            { return "" }
func (r refused) Outcome() wire.Message { return &wire.Failed{Reason: r.reason} }
