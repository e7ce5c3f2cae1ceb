package lab

import "onebasin/lmc/lab/wire"

// Audience hears how an experiment goes. Its methods are called from one goroutine at a time.
type Audience interface {
	// Stage says that a part is done. What is known so far is in r, which goes on growing.
	Stage(name string, r Run)
	// Show hands on something to draw: an announcement, or a message of the laboratory to its figures.
	Show(m wire.Message)
	// Answering says that from now on r answers questions.
	Answering(r Run)
	Progress(p Progress)
}

// Progress is how far a run is.
type Progress struct {
	Fraction float64
	Stage    string
	Text     string
	Left     float64 // estimated seconds; negative while unknown
}

// Options are what a run is given beside its experiment. No number depends on them.
type Options struct {
	Build   string         // names the program
	Seconds func() float64 // time since the run began
	Unseen  bool           // nobody looks: no pictures but those that are asked for

	// Pause, if set, is called between pieces of work that are done here and not by the crew, so that a program of one
	// thread hears what it is told meanwhile.
	Pause func()

	// Finished, if set, is called when the result is whole. What follows only makes pictures finer.
	Finished func(Run)
}
