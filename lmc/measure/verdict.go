package measure

import "math"

// Verdict says what came of a loss barrier when something was done about it: units were renumbered, activations
// rescaled, a curve taken instead of the line.
type Verdict int

// Verdicts, from worst to best where there is a barrier.
const (
	Unknown   Verdict = iota // one of the two barriers does not exist
	Unlearned                // a network at an end learnt nothing: a barrier between such networks says nothing
	NoBarrier                // there was none to begin with
	NotHelped
	Smaller
	MostlyGone
	Gone
)

// The thresholds of all verdicts. They are ours: papers show the number and say "about zero".
const (
	leastBarrier = 0.01    // nats; what is below is no barrier
	goneShare    = 1. / 20 // of the barrier before; what is left of it when it is called gone
	mostlyShare  = 1. / 4  // the same when most of it is
	smallerShare = 9. / 10 // the same when it is called smaller
	learntShare  = 0.95    // of the loss of a guess; what a network that learnt anything stays below
)

// Judge compares the barrier before with the one after, in nats. A barrier that falls below what is called one is gone
// only if most of it went.
func Judge(before, after float64) Verdict {
	switch {
	case !Finite(before) || !Finite(after):
		return Unknown
	case !IsBarrier(before):
		return NoBarrier
	case after <= goneShare*before || !IsBarrier(after) && after <= mostlyShare*before:
		return Gone
	case after <= mostlyShare*before:
		return MostlyGone
	case Lowers(before, after):
		return Smaller
	}
	return NotHelped
}

// Lowers reports whether a barrier is called lower than another one, and not hardly so.
func Lowers(before, after float64) bool { return after <= smallerShare*before }

// IsBarrier reports whether a rise of the loss, in nats, is called a barrier.
func IsBarrier(rise float64) bool { return rise >= leastBarrier }

// Learnt reports whether a network with this loss on its training data knows more than a guess does. Classes are
// balanced, so the best guess gives each of them the same probability, which has the loss ln(classes).
func Learnt(loss float64, classes int) bool { return loss <= learntShare*math.Log(float64(classes)) }

// String is the verdict as tables have it.
func (v Verdict) String() string {
	return [...]string{"–", "networks did not learn", "no barrier to begin with", "not helped", "smaller",
		"mostly gone", "gone"}[v]
}

// Better reports whether v is a better outcome than u; verdicts that say nothing of a barrier are not compared.
func (v Verdict) Better(u Verdict) bool { return u >= NotHelped && v > u }
