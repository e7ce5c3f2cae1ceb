package measure

import "fmt"

// Seconds is how long the parts took, by the wall clock; no number depends on it.
type Seconds struct {
	Train Number `json:"train"`
	Match Number `json:"match"`
	Total Number `json:"total"`
}

// Model is one trained network.
type Model struct {
	Name       string `json:"name"`
	Seed       int    `json:"seed"`
	Digest     string `json:"digest"`
	Parameters int    `json:"parameters"`
	Train      Rating `json:"train"`
	Test       Rating `json:"test"`
	Note       string `json:"note,omitempty"`
}

// Rating is loss and accuracy, each possibly missing.
type Rating struct {
	Loss     Number `json:"loss"`
	Accuracy Number `json:"accuracy"`
}

// ModelName names model i: A, B, …, Z, M26, M27, ….
func ModelName(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return fmt.Sprintf("M%d", i)
}
