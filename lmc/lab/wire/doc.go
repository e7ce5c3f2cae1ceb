// Package wire holds the messages that the programs of the laboratory send to each other, and their codec.
//
// Three kinds of program talk: the lead (it conducts an experiment), its compute workers, and the canvas (it draws). A
// message is the name of its type and its fields in the order of its Code method, little-endian; the same method serves
// both directions, so that they cannot disagree. There is no version in a message: programs of different builds refuse
// each other at the handshake (Ready) and never exchange another.
//
//	b := wire.Encode(&job.Train{Experiment: "…", Model: 1})
//	m, err := wire.NewCodec(job.Messages()).Decode(b)
//
// Decode trusts nothing: lengths are checked against what is left before anything is allocated. The package knows
// neither browsers nor files.
package wire

// Unnamed is the build of a program that nobody named.
const Unnamed = "source"

// Build names the build a program belongs to; the build script sets it.
var Build = Unnamed
