package run

// Digests of three small experiments.
const (
	goldenSmall   = "12164762f96d"
	goldenStrokes = "2cea76ca699a"
	goldenGauss   = "55871d6e6821"
)
