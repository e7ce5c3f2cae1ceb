// Package portable computes a few float64 functions with the same bits on every platform.
//
// Go's math package may answer with an assembly routine on one machine and with Go code on another, and a compiler may
// fuse x*y + z into one rounding on arm64 and not on amd64. Either is harmless until a number has to be reproduced from
// a link. Here each function is one published approximation in plain Go, and every product is rounded to float64 before
// it is added to anything, so natively and in a browser the result is the same.
//
//	u, v := r.Float64(), r.Float64()
//	radius := math.Sqrt(-2 * portable.Log(u))
//	x := radius * portable.Cos(2*math.Pi*v)
//
// math.Sqrt, Abs, Floor and the bit conversions are exact everywhere and need no counterpart. The package never keeps
// state and never panics.
package portable
