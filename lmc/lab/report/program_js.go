package report

import "onebasin/lmc/lab/wire"

// program names a program that the build script did not name, as tests are.
func program() string { return wire.Unnamed }
