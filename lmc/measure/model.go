package measure

import (
	"fmt"

	"onebasin/lmc/lab/jsonwriter"
)

// Seconds is how long the parts took, by the wall clock; no number depends on it.
type Seconds struct {
	Train Number `json:"train"`
	Match Number `json:"match"`
	Total Number `json:"total"`
}

// File is a file that a person brought.
type File struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// Model is one network, trained here from a seed or brought in a file.
type Model struct {
	Name       string `json:"name"`
	Seed       int    `json:"seed"` // null if it was brought
	File       *File  `json:"file,omitempty"`
	Digest     string `json:"digest"`
	Parameters int    `json:"parameters"`
	Train      Rating `json:"train"`
	Test       Rating `json:"test"`
	Note       string `json:"note,omitempty"`
}

// Same reports whether two networks are one by where they come from: one seed, or one file.
func (m Model) Same(other Model) bool {
	if m.File != nil || other.File != nil {
		return m.File != nil && other.File != nil && m.File.SHA256 == other.File.SHA256
	}
	return m.Seed == other.Seed
}

// MarshalJSON writes null for the seed of a network that was not trained here.
func (m Model) MarshalJSON() ([]byte, error) {
	type plain Model
	if m.File == nil {
		return jsonwriter.JSON(plain(m)), nil
	}
	brought := struct {
		Name string `json:"name"`
		Seed *int   `json:"seed"`
		File *File  `json:"file"`
	}{m.Name, nil, m.File}
	return jsonwriter.Merged(brought, struct {
		Digest     string `json:"digest"`
		Parameters int    `json:"parameters"`
		Train      Rating `json:"train"`
		Test       Rating `json:"test"`
		Note       string `json:"note,omitempty"`
	}{m.Digest, m.Parameters, m.Train, m.Test, m.Note}), nil
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
