package measure

import "math"

// Curve is loss and accuracy over the points of a path.
type Curve struct {
	Loss     []Number `json:"loss"`
	Accuracy []Number `json:"accuracy"`
}

// NewCurve returns the curve of these values.
func NewCurve(loss, accuracy []float64) Curve {
	return Curve{Loss: Numbers(loss), Accuracy: Numbers(accuracy)}
}

// Path is the straight line θ(λ) = (1−λ)·A + λ·π(B) as the data see it.
type Path struct {
	Lambda []float64 `json:"lambda"`
	Train  Curve     `json:"train"`
	Test   Curve     `json:"test"`
}

// Lambdas returns n ≥ 2 equidistant values from 0 to 1.
func Lambdas(n int) []float64 {
	l := make([]float64, n)
	for k := range l {
		l[k] = float64(k) / float64(n-1)
	}
	return l
}

// Excess is how far a quantity lies above the chord; larger is worse, for loss and accuracy alike.
type Excess struct {
	Loss     Number `json:"loss"`
	Accuracy Number `json:"accuracy"`
}

// TrainTest is an excess over training and over test data.
type TrainTest struct {
	Train Excess `json:"train"`
	Test  Excess `json:"test"`
}

// Barrier returns, for loss,
//
//	max over λ of L(θ(λ)) − [(1−λ)·L(A) + λ·L(B)]
//
// and for accuracy the maximum of the chord minus the accuracy (Entezari et al., 2110.06296, definition 2.1, over the
// points of the path). The ends count, so it is never negative; it does not exist when a loss is not finite.
func (c Curve) Barrier(lambda []float64) Excess {
	return Excess{Loss: barrier(c.Loss, lambda, 1), Accuracy: barrier(c.Accuracy, lambda, -1)}
}

// Peak returns the point of the path at which the loss lies farthest above the chord, the first of several.
func (c Curve) Peak(lambda []float64) (k int) {
	for i := range c.Loss {
		if excess(c.Loss, lambda, i, 1) > excess(c.Loss, lambda, k, 1) {
			k = i
		}
	}
	return k
}

// Midpoint returns the excess at λ = ½, which may be negative. A path with an even number of points has none there;
// what loss and accuracy are there is then given, else it does not exist.
func (c Curve) Midpoint(lambda []float64, there ...float64) Excess {
	switch {
	case len(lambda)%2 == 1:
		k := len(lambda) / 2
		return Excess{Loss: excess(c.Loss, lambda, k, 1), Accuracy: excess(c.Accuracy, lambda, k, -1)}
	case len(there) == 2:
		return Excess{Loss: above(c.Loss, there[0], 0.5, 1), Accuracy: above(c.Accuracy, there[1], 0.5, -1)}
	}
	return Excess{Loss: Missing, Accuracy: Missing}
}

func barrier(y []Number, lambda []float64, sign float64) Number {
	worst := math.Inf(-1)
	for k := range y {
		e := float64(excess(y, lambda, k, sign))
		if !Finite(e) {
			return Missing
		}
		worst = math.Max(worst, e)
	}
	return Number(worst)
}

func excess(y []Number, lambda []float64, k int, sign float64) Number {
	return above(y, float64(y[k]), lambda[k], sign)
}

// above returns how far a value at λ lies above the chord of y.
func above(y []Number, value, lambda, sign float64) Number {
	first, last := float64(y[0]), float64(y[len(y)-1])
	chord := float64((1-lambda)*first) + float64(lambda*last)
	return Number(sign * (value - chord))
}
