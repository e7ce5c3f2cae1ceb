package link

import (
	"slices"
	"strings"
)

// Field is a key and where S, what a link says as a value, keeps what is read.
type Field[S any] struct {
	Spec
	At func(*S) any // a pointer to int, float64, string, []string, []int or []float64
}

// Schema is the table of a laboratory's keys, in canonical order: those of the experiment, then those of the view. It
// drives the codec in both directions.
type Schema[S any] struct {
	fields     []Field[S]
	index      map[string]int
	experiment int // how many are the experiment's
	standard   S   // all defaults
}

// NewSchema returns the schema of fields. It panics for a key given twice, for a default that its key does not take,
// and where a key of the view stands before one of the experiment.
func NewSchema[S any](fields ...[]Field[S]) *Schema[S] {
	s := &Schema[S]{fields: slices.Concat(fields...), index: map[string]int{}}
	for k, f := range s.fields {
		if _, twice := s.index[f.Key]; twice {
			panic("link: key " + f.Key + " is given twice")
		}
		s.index[f.Key] = k
		if !f.View && !f.Later && k > 0 && s.fields[k-1].Later {
			panic("link: key " + f.Key + " stands after those added later")
		}
		if !f.View {
			if s.experiment++; s.experiment != k+1 {
				panic("link: key " + f.Key + " stands after the view's")
			}
		}
		if err := f.read(f.At(&s.standard), f.Default); err != nil {
			panic("link: default of " + f.Key + ": " + err.Error())
		}
	}
	return s
}

// Specs returns the keys in canonical order.
func (s *Schema[S]) Specs() []Spec {
	specs := make([]Spec, len(s.fields))
	for k, f := range s.fields {
		specs[k] = f.Spec
	}
	return specs
}

// Spec returns the key of a name.
func (s *Schema[S]) Spec(key string) (spec Spec, ok bool) {
	k, ok := s.index[key]
	if !ok {
		return Spec{}, false
	}
	return s.fields[k].Spec, true
}

// Default returns what the empty link says. Its lists are nobody else's.
func (s *Schema[S]) Default() S {
	var l S
	for _, f := range s.fields {
		// NewSchema has read it before.
		_ = f.read(f.At(&l), f.Default)
	}
	return l
}

// Value returns the canonical text of a key's value in l; it panics for a key that is not in the schema.
func (s *Schema[S]) Value(l S, key string) string {
	k, ok := s.index[key]
	if !ok {
		panic("link: no key " + key)
	}
	return s.fields[k].print(s.fields[k].At(&l))
}

// Set reads text as key's value into l; on error, whose text continues "key …", l is unchanged. It panics for a key
// that is not in the schema.
func (s *Schema[S]) Set(l *S, key, text string) error {
	k, ok := s.index[key]
	if !ok {
		panic("link: no key " + key)
	}
	return s.fields[k].read(s.fields[k].At(l), text)
}

// Experiment prints the keys of the experiment in canonical form: every one, but those added later only where they
// differ from their defaults, in the schema's order, each number in its shortest form that reads back to the same
// value. Parse of it gives the experiment of l, and Experiment of that the same text.
func (s *Schema[S]) Experiment(l S) string {
	var parts []string
	for _, f := range s.fields[:s.experiment] {
		if text := f.print(f.At(&l)); !f.Later || text != f.Default {
			parts = append(parts, f.Key+"="+text)
		}
	}
	return strings.Join(parts, "&")
}

// View prints the keys of the view that differ from their defaults; it is empty when none does.
func (s *Schema[S]) View(l S) string {
	var parts []string
	for _, f := range s.fields[s.experiment:] {
		if text := f.print(f.At(&l)); text != f.Default {
			parts = append(parts, f.Key+"="+text)
		}
	}
	return strings.Join(parts, "&")
}

// names are the keys by name.
func (s *Schema[S]) names() (k Keys) {
	for _, f := range s.fields {
		k.Add(f.Spec)
	}
	return k
}
