package report

import "onebasin/lmc/lab/wire"

// Build returns the name of this build: the hash of the sources that the build script set or, where it set none, of the
// program itself. Two programs of one name compute the same, unless the name is wire.Unnamed: a program that nobody
// named and that cannot read its own file may be any.
func Build() string {
	if wire.Build != wire.Unnamed {
		return wire.Build
	}
	return program()
}
