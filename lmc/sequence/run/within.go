package run

import (
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/sequence/keys"
)

// within runs another experiment as a part of the study.
func (s *study) within(e keys.Experiment, from, to float64, text string) (*Run, error) {
	s.told(from, text)
	told := func(fraction float64) { s.told(from+(to-from)*fraction, text) }
	return Conduct(s.ctx, keys.Link{Experiment: e}, s.crew, quiet{told},
		lab.Options{Build: s.Result.Build, Seconds: func() float64 { return 0 }, Unseen: true, Pause: s.pause})
}

// quiet hears how far an experiment within a study is, and nothing else.
type quiet struct{ told func(float64) }

func (quiet) Stage(string, lab.Run)     {}
func (quiet) Show(wire.Message)         {}
func (quiet) Answering(lab.Run)         {}
func (q quiet) Progress(p lab.Progress) { q.told(p.Fraction) }
