package tree

// Perfect trees of depth 2, the paper's usual ones, have their shares and slopes written out: as many trees as there
// are at once, without loops over nodes, which are dear in wasm. The bits are those of the loops.

// sharesOfTwo is shares of so many trees, one after the other.
func sharesOfTwo(left, right, mu []float32, trees int) {
	for t := range trees {
		l, r, m := (*[3]float32)(left[3*t:]), (*[3]float32)(right[3*t:]), (*[4]float32)(mu[4*t:])
		m[0], m[1] = float32(l[0]*l[1]), float32(l[0]*r[1])
		m[2], m[3] = float32(r[0]*l[2]), float32(r[0]*r[2])
	}
}

// slopesOfTwo is slopes of so many trees, one after the other.
func slopesOfTwo(left, right, dmu, dz []float32, trees int) {
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
