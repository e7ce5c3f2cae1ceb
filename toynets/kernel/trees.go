package kernel

// Soft trees of depth 2 have their loops here, as many trees as there are at once: three nodes and four leaves each,
// one tree after the other. Package toynets/tree says what they compute.

// Negate writes −x to dst. The slices have the same length and may be the same.
func Negate(dst, x []float32) {
	same(len(dst), x)
	if treesBound && len(dst) > 0 {
		simdNegate(dst, x)
		return
	}
	scalarNegate(dst, x)
}

// TreeShares writes to mu what comes to the leaves of so many trees, whose nodes send left and right of what comes to
// them:
//
//	μ = (l₀·l₁, l₀·r₁, r₀·l₂, r₀·r₂)
func TreeShares(trees int, left, right, mu []float32) {
	need(3*trees, left, right)
	need(4*trees, mu)
	if whole := trees &^ 3; treesBound && whole > 0 {
		simdTreeShares(whole, left, right, mu)
		trees, left, right, mu = trees-whole, left[3*whole:], right[3*whole:], mu[4*whole:]
	}
	scalarTreeShares(trees, left, right, mu)
}

// TreeSlopes writes to dz the gradient of the questions of so many trees, given dmu of their leaves, see TreeShares:
//
//	v₁ = l₁·d₀ + r₁·d₁,  v₂ = l₂·d₂ + r₂·d₃
//	dz = ((l₀·r₀)·(v₁ − v₂), ((l₁·r₁)·(d₀ − d₁))·l₀, ((l₂·r₂)·(d₂ − d₃))·r₀)
func TreeSlopes(trees int, left, right, dmu, dz []float32) {
	need(3*trees, left, right, dz)
	need(4*trees, dmu)
	if whole := trees &^ 3; treesBound && whole > 0 {
		simdTreeSlopes(whole, left, right, dmu, dz)
		trees, left, right, dmu, dz = trees-whole, left[3*whole:], right[3*whole:], dmu[4*whole:], dz[3*whole:]
	}
	scalarTreeSlopes(trees, left, right, dmu, dz)
}

func scalarNegate(dst, x []float32) {
	dst = dst[:len(x)]
	for i, v := range x {
		dst[i] = -v
	}
}

func scalarTreeShares(trees int, left, right, mu []float32) {
	for t := range trees {
		l, r, m := (*[3]float32)(left[3*t:]), (*[3]float32)(right[3*t:]), (*[4]float32)(mu[4*t:])
		m[0], m[1] = float32(l[0]*l[1]), float32(l[0]*r[1])
		m[2], m[3] = float32(r[0]*l[2]), float32(r[0]*r[2])
	}
}

func scalarTreeSlopes(trees int, left, right, dmu, dz []float32) {
	for t := range trees {
		l, r := (*[3]float32)(left[3*t:]), (*[3]float32)(right[3*t:])
		d, z := (*[4]float32)(dmu[4*t:]), (*[3]float32)(dz[3*t:])
		v1 := float32(l[1]*d[0]) + float32(r[1]*d[1])
		v2 := float32(l[2]*d[2]) + float32(r[2]*d[3])
		z[0] = float32(float32(l[0]*r[0]) * (v1 - v2))
		z[1] = float32(float32(float32(l[1]*r[1])*(d[0]-d[1])) * l[0])
		z[2] = float32(float32(float32(l[2]*r[2])*(d[2]-d[3])) * r[0])
	}
}
