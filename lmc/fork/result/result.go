// Package result is what an experiment of the laboratory of partings gives, as the contract's JSON.
package result

import "onebasin/lmc/measure"

// Result is the contract's JSON, whoever prints it.
type Result struct {
	Experiment string          `json:"experiment"` // canonical fragment
	Build      string          `json:"build"`
	Digest     string          `json:"digest"`
	Seconds    measure.Seconds `json:"seconds"`
	Models     []measure.Model `json:"models"` // A, and B of other first weights
	Forks      []Fork          `json:"forks"`
}

// Fork is a parting of B from A's training, and what lies between the two at the end. Barriers are those of the
// training loss where nothing else is said.
type Fork struct {
	Step          any               `json:"step"` // a number of steps, or "init"
	B             Ratings           `json:"B"`
	Path          measure.Path      `json:"path"`
	Barrier       measure.TrainTest `json:"barrier"`
	Midpoint      measure.TrainTest `json:"midpoint"`
	Angle         Angle             `json:"angle"`
	Distance      Distance          `json:"distance"`
	Layers        []Layer           `json:"layers"`
	Estimate      measure.Number    `json:"estimate"` // of the second order, of the excess halfway
	Decomposition Decomposition     `json:"decomposition"`
	Note          string            `json:"note,omitempty"`
}

// Ratings are over training and test data.
type Ratings struct {
	Train measure.Rating `json:"train"`
	Test  measure.Rating `json:"test"`
}

// Angle is that between the ways to A and to B, in degrees: from θ_k, where they part, and from A's first weights θ_0.
type Angle struct {
	Fork measure.Number `json:"fork"`
	Init measure.Number `json:"init"`
}

// Distance holds ‖A − B‖, and ‖A − θ_k‖ and ‖B − θ_k‖.
type Distance struct {
	Ends measure.Number   `json:"ends"`
	Fork []measure.Number `json:"fork"`
}

// Layer is the barrier where layer Layer alone, W_l and b_l, moves in a straight line to the other network's: from A,
// and from B (Adilova et al., Layer-wise linear mode connectivity, 2307.06966).
type Layer struct {
	Layer    int            `json:"layer"` // from 1
	A        measure.Number `json:"A"`
	B        measure.Number `json:"B"`
	Estimate LayerEstimate  `json:"estimate"`
}

// LayerEstimate is the second-order estimate of each of a layer's two excesses halfway.
type LayerEstimate struct {
	A measure.Number `json:"A"`
	B measure.Number `json:"B"`
}

// Decomposition holds the means over the training examples of D, J and E at every λ, of which D − J − E is the excess
// of the loss over the chord, see lmc/excess.
type Decomposition struct {
	Lambda []float64        `json:"lambda"`
	D      []measure.Number `json:"D"`
	J      []measure.Number `json:"J"`
	E      []measure.Number `json:"E"`
}
