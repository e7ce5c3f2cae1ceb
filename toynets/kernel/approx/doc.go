// Package approx defines the float32 exponential, logarithm and hyperbolic tangent of the kernels: one published
// approximation each.
//
// A network's bits depend on these functions, and they are computed in two places: one number at a time in Go, four at
// a time in the SIMD module. Both take their coefficients from here, and every operation used is one that a SIMD lane
// performs identically: add, subtract, multiply and divide with one rounding each, comparisons, and integer work on the
// bits.
//
//	y := approx.Tanh(x)
//
// NaN stays NaN, its payload is not specified. Denormal numbers are kept. No function panics.
package approx
