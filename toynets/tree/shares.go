package tree

// shares writes to mu the shares of x that reach the leaves of one tree, whose nodes send left[n] = σ(z_n) and right[n]
// = σ(−z_n) of what comes to them. Since right is not computed as 1 − left, which has no digits once left is near one,
// and since a product of numbers below one shrinks from factor to factor, a share is 0 only where its value is below
// float32's smallest number.
//
// mu has 2^D numbers of a tree, D + 1 of a list and D of a modified one; of those trees all factors are multiplied from
// the root to the leaf.
func (e Ensemble) shares(left, right, mu []float32) {
	switch e.Arch {
	case Perfect:
		mu[0] = 1
		for width, first := 1, 0; width < len(mu); first, width = first+width, 2*width {
			for i := width - 1; i >= 0; i-- {
				mu[2*i], mu[2*i+1] = float32(mu[i]*left[first+i]), float32(mu[i]*right[first+i])
			}
		}
	case Oblivious:
		mu[0] = 1
		for d, width := 0, 1; width < len(mu); d, width = d+1, 2*width {
			l, r := left[d], right[d]
			for i := width - 1; i >= 0; i-- {
				mu[2*i], mu[2*i+1] = float32(mu[i]*l), float32(mu[i]*r)
			}
		}
	default:
		reach := float32(1)
		for n, l := range left {
			mu[n] = float32(reach * l)
			reach = float32(reach * right[n])
		}
		if len(mu) > len(left) {
			mu[len(left)] = reach
		}
	}
}

// slopes takes a gradient back from the shares of one tree to its questions: dz = ∂loss/∂z of ∂loss/∂μ in dmu. With V_ℓ
// = ∂loss/∂μ_ℓ of a leaf and V_n = σ(z_n)·V_left + σ(−z_n)·V_right of a node,
//
//	∂loss/∂z_n = reach_n·σ(z_n)·σ(−z_n)·(V_left − V_right)
//
// where reach_n is the share that comes to node n; a rule of an oblivious tree has the sum over the nodes of its depth,
// from left to right. Nothing is divided by. value and reach are scratch, of 2·L and 3·L numbers.
func (e Ensemble) slopes(left, right, dmu, dz, value, reach []float32) {
	switch e.Arch {
	case Perfect:
		perfectSlopes(left, right, dmu, dz, value, reach)
	case Oblivious:
		obliviousSlopes(left, right, dmu, dz, value, reach)
	default:
		listSlopes(left, right, dmu, dz, reach)
	}
}

// perfectSlopes is slopes of a perfect tree. Nodes and then leaves are numbered breadth first: those under node n are
// 2n + 1 and 2n + 2.
func perfectSlopes(left, right, dmu, dz, value, reach []float32) {
	inner := len(left)
	value, reach, right, dz = value[:2*inner+1], reach[:2*inner+1], right[:inner], dz[:inner]
	copy(value[inner:], dmu)
	for n := inner - 1; n >= 0; n-- {
		l, r := value[2*n+1], value[2*n+2]
		dz[n] = l - r
		value[n] = float32(left[n]*l) + float32(right[n]*r)
	}
	reach[0] = 1
	for n, l := range left {
		r, here := right[n], reach[n]
		dz[n] = float32(float32(float32(l*r)*dz[n]) * here)
		reach[2*n+1], reach[2*n+2] = float32(here*l), float32(here*r)
	}
}

// obliviousSlopes is slopes of an oblivious tree, whose places are numbered as a perfect one's.
func obliviousSlopes(left, right, dmu, dz, value, reach []float32) {
	inner := len(dmu) - 1
	copy(value[inner:], dmu)
	diff := reach[2*inner+1:]
	for d := len(left) - 1; d >= 0; d-- {
		last := 2<<d - 1
		for n := 1<<d - 1; n < last; n++ {
			l, r := value[2*n+1], value[2*n+2]
			diff[n] = l - r
			value[n] = float32(left[d]*l) + float32(right[d]*r)
		}
	}
	reach[0] = 1
	for d, l := range left {
		r, sum, last := right[d], float32(0), 2<<d-1
		for n := 1<<d - 1; n < last; n++ {
			here := reach[n]
			sum += float32(float32(float32(l*r)*diff[n]) * here)
			reach[2*n+1], reach[2*n+2] = float32(here*l), float32(here*r)
		}
		dz[d] = sum
	}
}

// listSlopes is slopes of a list.
func listSlopes(left, right, dmu, dz, reach []float32) {
	r := float32(1)
	for n := range left {
		reach[n] = r
		r = float32(r * right[n])
	}
	below := float32(0) // of a modified list's last leaf
	if len(dmu) > len(left) {
		below = dmu[len(left)]
	}
	for n := len(left) - 1; n >= 0; n-- {
		dz[n] = float32(float32(float32(left[n]*right[n])*(dmu[n]-below)) * reach[n])
		below = float32(left[n]*dmu[n]) + float32(right[n]*below)
	}
}
