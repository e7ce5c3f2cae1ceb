package kernel

// Soft trees have their loops here: the questions of all, and what follows of trees of depth 2, as many as there are at
// once, three nodes and four leaves each, one tree after the other. Package toynets/tree says what they compute.

// Sides writes what goes to either side at questions whose values are z + bias, rows of n of them:
//
//	left = σ(z + bias), right = σ(−(z + bias))
//
// with the bits that [BiasAct] gives Sigmoid. What is in z afterwards is not specified.
func Sides(m, n int, z, bias, left, right []float32) {
	mn := size(m, n)
	need(mn, z, left, right)
	need(n, bias)
	switch {
	case mn == 0:
	case treesBound:
		simdSides(m, n, z, bias, left, right)
	default:
		sides(BiasAct, m, n, z[:mn], bias, left[:mn], right[:mn])
	}
}

// sides is Sides, one after the other.
func sides(biasAct func(act Act, m, n int, z, bias, y []float32), m, n int, z, bias, left, right []float32) {
	biasAct(Sigmoid, m, n, z, bias, left)
	for i, v := range z {
		z[i] = -v
	}
	biasAct(Sigmoid, m, n, z, nil, right)
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
