// Package kernel holds the float32 loops that training and evaluation spend their time in: matrix products, activations
// and their gradients, softmax cross-entropy, optimiser updates, interpolation.
//
// Every function has one definition, given in its comment down to the order of the additions, and up to three
// implementations: Go; WebAssembly SIMD, which is used where the program runs in a browser or Node with the module of
// package kernel/simd bound to it; and assembly, on amd64 for AVX2 and AVX-512, which cmd/kernelasm writes, on arm64
// for NEON, which cmd/kernelneon writes. The processor chooses, or the environment variable ONEBASIN_KERNEL (go, avx2,
// avx512, neon). All give the same bits for every input, and so does every platform: each product and each sum is
// rounded to float32 on its own.
//
// Matrices are row-major without gaps, m×n has m rows and n columns, rows are examples, and weights are out×in. A layer
// and its gradient are
//
//	kernel.Gemm(false, true, m, out, in, x, w, z, &ws)       // Z = X·Wᵀ
//	kernel.BiasAct(kernel.Relu, m, out, z, b, y)             // Y = σ(Z + b)
//	kernel.ActGrad(kernel.Relu, z, y, dy, dz)                // dZ = dY ⊙ σ′(Z)
//	kernel.Gemm(true, false, out, in, m, dz, x, dw, &ws)     // dW = dZᵀ·X
//	kernel.ColSums(m, out, dz, db)                           // db = Σ rows of dZ
//
// NaN and infinities travel through as IEEE 754 says, so that a diverged run shows; whether a value is NaN is
// reproducible, a NaN's payload is not. A slice that is too short, or slices whose lengths differ where they must not,
// are a programmer's mistake and panic. The package never allocates, except for a growing [Workspace], and never starts
// a goroutine.
package kernel
