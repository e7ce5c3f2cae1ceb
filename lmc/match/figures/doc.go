// Package figures is the first page of the laboratory of matching, beside its keys, jobs and result: the landscape on
// the plane through A, B and π(B); the straight path; the merged network at λ; the units before and after renumbering,
// and a search step by step.
//
// What is shown was computed by the engine, stage by stage; what is lacking (the merged network at another λ, the loss
// under a pointer, another landscape, a step of a search) is asked for. It is a page of package board:
//
//	b := board.New(2, figures.Laboratory())
//	b.Resize(1100)
//	b.Hear(bytes)                     // wire.Begin, wire.Reveal, stages as they come
//	b.Look("view.lambda=0.25")
//	for _, l := range b.Layers() { … draw l.Marks … }
package figures
