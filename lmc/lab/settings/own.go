package settings

import (
	"errors"
	"strings"

	"onebasin/lmc/lab/own"
	"onebasin/lmc/link"
	"onebasin/toynets"
)

// OwnData is the task of examples that a person brought.
const OwnData = toynets.OwnTask

// Own is how the files of a person's own examples are read.
type Own struct {
	Files   []string // the beginnings of their hashes
	Label   int      // column of the labels, from 1; 0 for the one that is found by itself
	Scaling string
}

// Wants returns the examples that the task needs of somebody's files; none if it is another task.
func (t Task) Wants() []own.Want {
	if t.Data != OwnData {
		return nil
	}
	return []own.Want{{Files: t.Own.Files, Widths: []int{t.Dim, t.Classes}, Label: t.Own.Label, Scale: t.Own.Scaling,
		Seed: t.DataSeed, N: t.N, NTest: t.NTest}}
}

// Networks is whether the networks are trained here or a person brought them.
type Networks struct {
	Models string   // trained or OwnData
	Files  []string // the beginnings of their hashes, A's first
}

// Wants returns the networks that are needed of somebody's files, of the architecture given by its widths; none if they
// are trained here.
func (n Networks) Wants(widths []int) []own.Want {
	if n.Models != OwnData {
		return nil
	}
	return []own.Want{{Models: true, Files: n.Files, Widths: widths}}
}

// Unnamed says what is missing in a link of somebody's own files that names none.
func Unnamed(w own.Want) error {
	switch {
	case w.Models && len(w.Files) < 2:
		return errors.New("models=file takes the networks of two to eight files, and the link names " +
			[]string{"none", "one"}[len(w.Files)] + "; choose them, or give them by -models")
	case len(w.Files) == 0:
		return errors.New("data=file takes examples of a file, and the link names none; choose it, or give it by -data")
	}
	return nil
}

// Absent says that files are needed which are not here.
func Absent(w own.Want) error {
	what := "the data of"
	if w.Models {
		what = "the networks of"
	}
	files := "file "
	if len(w.Files) > 1 {
		files = "files "
	}
	return errors.New("this link is about " + what + " " + files + strings.Join(w.Files, ", ") +
		" (beginning of the SHA-256), which is not here; bring it along")
}

// MostFiles is of how many files examples may be: images and labels for training and for testing.
const MostFiles = 4

// ownFiles is the group of keys about a person's own files.
const ownFiles = "Your own files"

// OwnDataFields are the keys of a person's own examples, which older links lack.
func OwnDataFields[S any](at func(*S) *Task) []link.Field[S] {
	when := link.When("data", OwnData)
	return []link.Field[S]{
		{Spec: link.Spec{Key: "file", Group: ownFiles, Label: "File", Kind: link.KindFiles, Later: true,
			When: when, MaxItems: MostFiles,
			Help: "Your own data: the first 16 digits of the file’s SHA-256, of images and labels as two files both. " +
				"The file itself stays where it is."},
			At: func(l *S) any { return &at(l).Own.Files }},
		{Spec: link.Spec{Key: "label", Group: ownFiles, Label: "Column of labels", Kind: link.KindInt,
			Default: "0", Max: MostInputs + 1, Later: true, When: when,
			Help: "Number of the column that holds the classes. 0: the one that is called label, class, target, " +
				"species or y, otherwise the last."},
			At: func(l *S) any { return &at(l).Own.Label }},
		{Spec: link.Spec{Key: "inputs", Group: ownFiles, Label: "Inputs", Kind: link.KindChoice,
			Default: "none", Later: true, When: when, Options: []link.Option{
				{Name: "none", Label: "as they are", Help: "Inputs are taken as the file has them."},
				{Name: "255", Label: "divided by 255", Help: "Bytes of images become numbers from 0 to 1."},
				{Name: "standard", Label: "standardised", Help: "Each input has mean 0 and standard deviation 1 over " +
					"the training examples; test examples are moved by the same numbers."}},
			Help: "How the inputs of your own data are scaled: as they were where the networks were trained."},
			At: func(l *S) any { return &at(l).Own.Scaling }},
	}
}

// NetworksFields are the keys of networks that a person brought, which older links lack.
func NetworksFields[S any](at func(*S) *Networks) []link.Field[S] {
	return []link.Field[S]{
		{Spec: link.Spec{Key: "models", Group: ownFiles, Label: "Networks", Kind: link.KindChoice,
			Default: "trained", Later: true, Options: []link.Option{
				{Name: "trained", Label: "trained here", Help: "Every seed gives a network."},
				{Name: OwnData, Label: "from your files", Help: "Networks that you trained elsewhere, two to " +
					"eight of one architecture up to their widths; nothing is trained."}},
			Help: "Where the networks come from."},
			At: func(l *S) any { return &at(l).Models }},
		{Spec: link.Spec{Key: "files", Group: ownFiles, Label: "Files of networks", Kind: link.KindFiles, Later: true,
			MaxItems: MostNetworks, When: link.When("models", OwnData),
			Help: "Your own networks, A’s first: the first 16 digits of each file’s SHA-256. The files themselves " +
				"stay where they are."},
			At: func(l *S) any { return &at(l).Files }},
	}
}
