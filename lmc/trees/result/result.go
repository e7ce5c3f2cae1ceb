// Package result is what an experiment of the laboratory of trees gives, as the contract's JSON.
package result

import "onebasin/lmc/measure"

// Result is the contract's JSON, whoever prints it.
type Result struct {
	Experiment string          `json:"experiment"` // canonical fragment
	Build      string          `json:"build"`
	Digest     string          `json:"digest"`
	Seconds    measure.Seconds `json:"seconds"`
	Models     []measure.Model `json:"models"`
	Pairs      []Pair          `json:"pairs"`
}

// Pair is one ensemble matched to another, by one search with one set of invariances. Tree i of π(B) is made of tree
// Trees[i] of B. Merged, of the midpoint, and Ensemble, of the mean of both models' outputs, are there with split data.
type Pair struct {
	To            string            `json:"to"`
	From          string            `json:"from"`
	Method        string            `json:"method"`
	Invariances   []string          `json:"invariances"`
	Trees         []int             `json:"trees"`
	Objective     measure.Number    `json:"objective"` // the weighted inner product ⟨A, π(B)⟩
	Seconds       measure.Number    `json:"seconds"`
	FunctionError measure.Number    `json:"functionError"`
	Distance      BeforeAfter       `json:"distance"`
	Path          measure.Path      `json:"path"`
	Barrier       measure.TrainTest `json:"barrier"`
	Midpoint      measure.TrainTest `json:"midpoint"`
	Merged        *Ratings          `json:"merged,omitempty"`
	Ensemble      *Ratings          `json:"ensemble,omitempty"`
	Note          string            `json:"note,omitempty"`
}

// BeforeAfter is a distance before and after matching.
type BeforeAfter struct {
	Before measure.Number `json:"before"`
	After  measure.Number `json:"after"`
}

// Ratings are over all training and over the test data.
type Ratings struct {
	Train measure.Rating `json:"train"`
	Test  measure.Rating `json:"test"`
}

// Of returns the pairs of a model, in their order.
func (r *Result) Of(from string) (pairs []*Pair) {
	for i := range r.Pairs {
		if r.Pairs[i].From == from {
			pairs = append(pairs, &r.Pairs[i])
		}
	}
	return pairs
}
