package approx

// Constants of the tanh form of gelu: √(2/π), its cubic coefficient and three times that, and the magnitude at which
// its derivative's argument is held (there the derivative has long been 0 or 1).
const (
	GeluScale  float32 = 0.797884560802865356
	GeluCubic  float32 = 0.044715
	GeluCubic3 float32 = 0.134145
	GeluMax    float32 = 16
)

// Sigmoid returns 1/(1 + e^−x).
func Sigmoid(x float32) float32 { return 1 / (1 + Exp(-x)) }

// Gelu returns ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))), the approximate form of Hendrycks and Gimpel,
// arXiv:1606.08415.
func Gelu(x float32) float32 {
	return float32(float32(0.5*x) * (1 + geluTanh(x)))
}

// GeluGrad returns the derivative of [Gelu],
//
//	½ (1 + t) + ½ x (1 − t²) √(2/π) (1 + 3·0.044715 x²)
//
// with x held to ±16.
func GeluGrad(x float32) float32 {
	if GeluMax < x {
		x = GeluMax
	}
	if x < -GeluMax {
		x = -GeluMax
	}
	t := geluTanh(x)
	inner := GeluScale * (1 + float32(GeluCubic3*float32(x*x)))
	slope := float32(float32(float32(0.5*x)*(1-float32(t*t))) * inner)
	return float32(0.5*(1+t)) + slope
}

func geluTanh(x float32) float32 {
	cubic := float32(GeluCubic * float32(x*float32(x*x)))
	return Tanh(GeluScale * (x + cubic))
}
