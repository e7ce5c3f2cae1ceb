// Package lab says what a laboratory is, and shares its work out.
//
// A laboratory asks a question about trained networks: match asks whether renumbering joins two of them. To the rest of
// the house it is one value, Lab: it reads links, opens experiments, and does jobs.
//
//	link text ─ Lab.Read ▶ Link ─ Conduct ▶ jobs ─ Crew ▶ outcomes, by index ▶ stages, Run
//
// An experiment hands its work, cut into jobs, to a Crew: goroutines natively, web workers in a page. A job is a pure
// function of its message, which a Worker of the laboratory turns into a Stepper. Outcomes are merged by the job's
// index, never by arrival, so that any number of workers gives the same bits. An Audience hears of each stage as soon
// as it is known. What is found can then be asked further: answers at once, pictures of what is looked at, studies.
//
//	worker := l.NewWorker()
//	s := worker.Start(m)
//	for s.Step() {
//		// yield, report s.Fraction(), stop when asked to
//	}
//	outcome := s.Outcome()
//
// The package knows no laboratory, neither browsers nor drawing, and reads no clock but the one it is handed, which
// only fills in seconds and the progress bar.
package lab
