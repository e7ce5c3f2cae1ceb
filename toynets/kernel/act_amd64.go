package kernel

func simdBiasAct(act Act, m, n int, z, bias, y []float32) {
	if bias != nil {
		w := whole(n)
		if w > 0 {
			avx2AddBias(m, w, 4*n, &z[0], &bias[0])
		}
		for i := range m {
			for j := w; j < n; j++ {
				z[i*n+j] += bias[j]
			}
		}
	}
	w := whole(len(z))
	if w > 0 {
		switch act {
		case Identity:
			copy(y[:w], z)
		case Relu:
			avx2Relu(w, &y[0], &z[0])
		case Tanh:
			avx2Tanh(w, &y[0], &z[0])
		case Sigmoid:
			avx2Sigmoid(w, &y[0], &z[0])
		case Gelu:
			avx2Gelu(w, &y[0], &z[0])
		}
	}
	scalarBiasAct(act, 1, len(z)-w, z[w:], nil, y[w:])
}

func simdActGrad(act Act, z, y, dy, dz []float32) {
	w := whole(len(dz))
	if w > 0 {
		switch act {
		case Identity:
			copy(dz[:w], dy)
		case Relu:
			avx2ReluGrad(w, &dz[0], &dy[0], &y[0])
		case Tanh:
			avx2TanhGrad(w, &dz[0], &dy[0], &y[0])
		case Sigmoid:
			avx2SigmoidGrad(w, &dz[0], &dy[0], &y[0])
		case Gelu:
			avx2GeluGrad(w, &dz[0], &dy[0], &z[0])
		}
	}
	switch act { // what is not read may be nil
	case Identity:
		z, y = nil, nil
	case Gelu:
		z, y = z[w:], nil
	default:
		z, y = nil, y[w:]
	}
	scalarActGrad(act, z, y, dy[w:], dz[w:])
}
