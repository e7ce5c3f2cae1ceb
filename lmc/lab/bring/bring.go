// Package bring makes of somebody's files what an experiment wants of them. It is where the readers of files meet the
// keys of links; the programs of a first visit hold neither it nor them.
//
//	f := bring.NewFile("mnist.csv", bytes)
//	look, err := bring.Data([]bring.File{f}, 0)  // what is in it, in words, and the keys of a link that say it
//	answer, err := bring.Answer(want, files)     // what the jobs of such a link need
package bring

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"onebasin/lmc/lab/own"
	"onebasin/lmc/lab/settings"
	"onebasin/lmc/link"
	"onebasin/lmc/sha256"
	"onebasin/toynets"
	"onebasin/toynets/reading"
	"onebasin/toynets/reading/datasets"
	"onebasin/toynets/reading/networks"
	"onebasin/toynets/reading/tensors"
)

// File is a file that somebody brought.
type File struct {
	own.File
	Bytes []byte
}

// NewFile returns a file of that content.
func NewFile(name string, content []byte) File {
	h := sha256.New()
	h.Write(content)
	sum := h.Sum()
	return File{own.File{Name: name, SHA256: hex.EncodeToString(sum[:])}, content}
}

// Short is how a link names the file.
func (f File) Short() string { return f.SHA256[:link.HashLength] }

// shorts are how a link names files.
func shorts(files []File) string {
	var all []string
	for _, f := range files {
		all = append(all, f.Short())
	}
	return strings.Join(all, ",")
}

// Answer makes what a want asks for of files, among which its own must be.
func Answer(w own.Want, files []File) (own.Answer, error) {
	if err := settings.Unnamed(w); err != nil {
		return nil, err
	}
	if len(w.Widths) < 2 {
		return nil, reading.Wrong("the question", "how many inputs and classes there are", "%v", w.Widths)
	}
	var mine []File
	for _, short := range w.Files {
		k := slices.IndexFunc(files, func(f File) bool { return f.Short() == short })
		if k < 0 {
			return nil, settings.Absent(w)
		}
		mine = append(mine, files[k])
	}
	if w.Models {
		return networksFor(w, mine)
	}
	return dataFor(w, mine)
}

// dataFor takes the examples of files apart as a want says.
func dataFor(w own.Want, files []File) (own.Answer, error) {
	set, err := read(files, w.Label)
	if err != nil {
		return nil, err
	}
	if dim, classes := w.Widths[0], w.Widths[1]; set.Dim != dim || set.Classes != classes {
		return nil, reading.Wrong(named(files), fmt.Sprintf("dim=%d and classes=%d, as the link says", dim, classes),
			"%s and %d classes", reading.Plural(set.Dim, "input"), set.Classes)
	}
	d := &own.Data{Want: w.Name()}
	if len(set.Image) == 2 && set.Image[0] == set.Image[1] {
		d.Side = set.Image[0]
	}
	for _, f := range files {
		d.Files = append(d.Files, f.File)
	}
	d.Train, d.Test, err = set.Split(datasets.Split{N: w.N, NTest: w.NTest, Seed: uint64(w.Seed), Scale: w.Scale})
	return d, err
}

// read reads the examples of files, whose problems name them.
func read(files []File, label int) (datasets.Set, error) {
	o := datasets.Options{}
	if label > 0 {
		o.Label = strconv.Itoa(label)
	}
	var contents [][]byte
	for _, f := range files {
		contents = append(contents, f.Bytes)
	}
	set, err := datasets.Read(o, contents...)
	if err != nil {
		err = fmt.Errorf("%s: %w", named(files), err)
	}
	return set, err
}

func named(files []File) string {
	var all []string
	for _, f := range files {
		all = append(all, f.Name)
	}
	return strings.Join(all, ", ")
}

// networksFor pads the networks of files to one architecture, which must be the want's.
func networksFor(w own.Want, files []File) (own.Answer, error) {
	padded, err := infer(files)
	if err != nil {
		return nil, err
	}
	if got := padded[0].Widths; !slices.Equal(got, w.Widths) {
		return nil, reading.Advise(reading.Wrong(named(files), "networks of widths "+dashes(w.Widths)+
			", as task and net of the link say", "%s", dashes(got)),
			"the first and the last width are the task’s inputs and classes: bring the data that they were trained on")
	}
	n := &own.Networks{Want: w.Name()}
	for k, p := range padded {
		one := own.Network{File: files[k].File, Theta: p.Theta}
		// A network with BatchNorm multiplied in goes back under PyTorch's names.
		one.Places, _ = p.Places()
		n.Each = append(n.Each, one)
	}
	return n, nil
}

// infer reads the networks of files and pads them to one architecture.
func infer(files []File) ([]networks.Network, error) {
	if len(files) < 2 || len(files) > settings.MostNetworks {
		return nil, reading.Wrong("the networks", fmt.Sprintf("two to %d files, one network in each",
			settings.MostNetworks), "%s", reading.Plural(len(files), "file"))
	}
	var all []networks.Network
	for _, f := range files {
		t, err := tensors.Read(f.Bytes)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		n, err := networks.Infer(t)
		if err == nil {
			err = check(n.Widths) // before they are padded: two that are wide in different places grow without bounds
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		all = append(all, n)
	}
	padded, err := networks.Pad(all)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", named(files), err)
	}
	return padded, nil
}

// check refuses architectures that no link can say.
func check(widths []int) error {
	const where = "the network"
	last := len(widths) - 1
	switch {
	case last < 2 || last-1 > settings.MostHidden:
		return reading.Wrong(where, fmt.Sprintf("one to %d hidden layers", settings.MostHidden), "%d", last-1)
	case slices.Max(widths[1:last]) > settings.MostWidth:
		return reading.Wrong(where, fmt.Sprintf("hidden widths of at most %d", settings.MostWidth), "%d",
			slices.Max(widths[1:last]))
	case widths[0] > settings.MostInputs:
		return reading.Wrong(where, fmt.Sprintf("at most %d inputs", settings.MostInputs), "%d", widths[0])
	case widths[last] == 1:
		return reading.Advise(reading.Wrong(where, "an output for every class", "one output"),
			"of two classes, give the last layer two rows: zeros for class 0 and its own for class 1")
	case widths[last] > settings.MostClasses:
		return reading.Wrong(where, fmt.Sprintf("at most %d classes", settings.MostClasses), "%d outputs",
			widths[last])
	}
	return nil
}

// dashes are widths as a link has them.
func dashes(widths []int) string {
	var all []string
	for _, w := range widths {
		all = append(all, strconv.Itoa(w))
	}
	return strings.Join(all, "-")
}

// checkData refuses examples that no link can say.
func checkData(s datasets.Set) error {
	const where = "the data"
	switch {
	case s.Dim > settings.MostInputs:
		return reading.Wrong(where, fmt.Sprintf("at most %d inputs", settings.MostInputs), "%d", s.Dim)
	case s.Classes > settings.MostClasses:
		return reading.Advise(reading.Wrong(where, fmt.Sprintf("at most %d different labels", settings.MostClasses),
			"%d", s.Classes), "if that is a number to be predicted and no class, choose another column for the labels")
	case s.N < 2*settings.LeastExamples:
		return reading.Wrong(where, fmt.Sprintf("%d examples at least", 2*settings.LeastExamples), "%d", s.N)
	case s.N > toynets.MaxExamples:
		return reading.Wrong(where, fmt.Sprintf("%d examples at most", toynets.MaxExamples), "%d", s.N)
	}
	return nil
}
