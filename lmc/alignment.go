package lmc

// Alignment is R(A, π(B)) at one threshold γ, as package spectrum computes it.
type Alignment struct {
	Gamma float64 `json:"gamma"`
	R     Number  `json:"r"`
}

// Gammas are the thresholds at which Ito et al. report R.
var Gammas = []float64{0, 0.3}
