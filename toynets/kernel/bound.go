package kernel

// SIMD reports whether the SIMD module is bound in this program, so that the functions of this package run there. The
// results do not depend on it.
func SIMD() bool { return bound }
