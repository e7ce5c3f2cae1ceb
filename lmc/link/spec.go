package link

import "strings"

// Kind says how a key's text is read.
type Kind string

// The kinds of keys.
const (
	KindInt     Kind = "int"     // a whole number
	KindNumber  Kind = "number"  // a decimal number
	KindChoice  Kind = "choice"  // one name of a list
	KindChoices Kind = "choices" // names of a list, joined by commas
	KindWidths  Kind = "widths"  // whole numbers joined by hyphens
	KindSeeds   Kind = "seeds"   // whole numbers joined by commas, one for each network
	KindSteps   Kind = "steps"   // whole numbers joined by commas, steps of a training
	KindValues  Kind = "values"  // decimal numbers joined by commas, or nothing
	KindText    Kind = "text"    // percent-encoded text (view keys alone)
	KindFiles   Kind = "files"   // beginnings of the hashes of files, joined by commas, or nothing
)

// Spec is one key of a link: a row of the schema. The codec, the page's controls, the native command's help, the
// messages of validation and the README's key list are all made from it.
type Spec struct {
	Key      string     `json:"key"`
	Group    string     `json:"group"`
	Label    string     `json:"label"`
	Help     string     `json:"help"`
	Kind     Kind       `json:"kind"`
	Unit     string     `json:"unit,omitempty"`
	Default  string     `json:"default"`
	Min      float64    `json:"-"` // bounds of a number, of each item of a list
	Max      float64    `json:"-"`
	Step     float64    `json:"step,omitempty"`     // of a slider, which a number that has one is chosen by
	MinOpen  bool       `json:"minOpen,omitempty"`  // Min itself is excluded
	Empty    string     `json:"empty,omitempty"`    // what a list that may be empty then stands for
	MinItems int        `json:"minItems,omitempty"` // of a list
	MaxItems int        `json:"maxItems,omitempty"`
	Options  []Option   `json:"options,omitempty"`
	When     *Condition `json:"when,omitempty"`
	View     bool       `json:"view,omitempty"` // changes no number

	// Later says that older links of the same version lack the key: it is printed where it differs from its default, so
	// that what they mean has one text, as it had when they were made.
	Later bool `json:"-"`
}

// Bounded reports whether Min and Max say anything to whoever chooses a value.
func (s Spec) Bounded() bool { return len(s.Options) == 0 && s.Kind != KindText && s.Kind != KindFiles }

// Option is one name that a choice takes.
type Option struct {
	Name   string `json:"name"`
	Label  string `json:"label"`
	Help   string `json:"help"`
	Source string `json:"source,omitempty"` // where it comes from, a paper by authors and number
	Group  string `json:"group,omitempty"`  // what it has in common with others of a long list
}

// Condition says when a key has a meaning: when Key's value is one of In.
type Condition struct {
	Key string   `json:"key"`
	In  []string `json:"in"`
}

// When returns the condition that key's value is one of in.
func When(key string, in ...string) *Condition { return &Condition{Key: key, In: in} }

// Names returns the names that a choice takes.
func (s Spec) Names() []string {
	names := make([]string, len(s.Options))
	for i, o := range s.Options {
		names[i] = o.Name
	}
	return names
}

// has reports whether a choice takes the name.
func (s Spec) has(name string) bool {
	for _, o := range s.Options {
		if o.Name == name {
			return true
		}
	}
	return false
}

// listed says what a choice takes, but for the empty name, which is no text.
func (s Spec) listed() string {
	var names []string
	for _, o := range s.Options {
		if o.Name != "" {
			names = append(names, o.Name)
		}
	}
	return strings.Join(names, ", ")
}

// separator joins the items of a list.
func (s Spec) separator() string {
	if s.Kind == KindWidths {
		return "-"
	}
	return ","
}
