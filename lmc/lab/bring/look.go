package bring

import (
	"fmt"
	"strconv"
	"strings"

	"onebasin/lmc/lab/own"
	"onebasin/lmc/lab/settings"
	"onebasin/toynets/reading"
	"onebasin/toynets/reading/datasets"
	"onebasin/toynets/reading/networks"
	"onebasin/toynets/reading/tensors"
)

// Look is what was found in files, for the person who brought them.
type Look struct {
	Models bool       `json:"models"` // networks; else examples
	Files  []own.File `json:"files"`
	Shorts []string   `json:"shorts"` // how a link names them
	Keys   []Key      `json:"keys"`   // of a link that say it
	Lines  []string   `json:"lines"`  // in sentences

	Networks []Found `json:"networks,omitempty"`

	Counts  []Count    `json:"counts,omitempty"`  // of examples
	Columns []string   `json:"columns,omitempty"` // of a table, with the column of labels
	Rows    [][]string `json:"rows,omitempty"`    // the first examples, with their labels
	Side    int        `json:"side,omitempty"`    // of images
	Images  [][]int    `json:"images,omitempty"`  // the first, of 0 to 255
}

// Key is a key of a link and its value.
type Key struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Found is what was found in a network's file.
type Found struct {
	Name  string   `json:"name"`
	Lines []string `json:"lines"`
}

// Count is how many examples a class has.
type Count struct {
	Class string `json:"class"`
	N     int    `json:"n"`
}

// Fragment is the look's keys as a link has them.
func (l Look) Fragment() string {
	var all []string
	for _, k := range l.Keys {
		all = append(all, k.Name+"="+k.Value)
	}
	return strings.Join(all, "&")
}

// testShare is how large a part of examples is for testing where neither files nor link say.
const testShare = 0.2

// How many of the examples are shown.
const shownRows, shownColumns, shownImages = 6, 12, 12

// Data looks at examples; label is the column of their labels, from 1, or 0.
func Data(files []File, label int) (Look, error) {
	l := Look{}
	l.of(files)
	for _, f := range files {
		if format, err := reading.FormatOf(f.Bytes); err == nil && format == reading.Safetensors {
			return l, reading.Advise(reading.Wrong(f.Name, "examples: CSV, IDX, npz or npy", "a network (safetensors)"),
				"bring it as one of the networks")
		}
	}
	set, err := read(files, label)
	if err != nil {
		return l, err
	}
	if err := checkData(set); err != nil {
		return l, fmt.Errorf("%s: %w", named(files), err)
	}
	n, nTest := set.Parts(testShare)
	if least := settings.LeastExamples; set.Given() && (n < least || nTest < least) {
		return l, fmt.Errorf("%s: %w", named(files), reading.Wrong("the data", fmt.Sprintf(
			"%d examples at least for training, and as many for testing", least), "%d and %d", n, nTest))
	}
	n, nTest = min(n, settings.MostExamples), min(nTest, settings.MostExamples)
	n, nTest = max(n, settings.LeastExamples), max(nTest, settings.LeastExamples)
	if all := n + nTest; all > set.N {
		n = set.N - nTest
	}
	l.set("data", settings.OwnData)
	l.set("file", shorts(files))
	l.set("n", strconv.Itoa(n))
	l.set("nt", strconv.Itoa(nTest))
	l.set("dim", strconv.Itoa(set.Dim))
	l.set("classes", strconv.Itoa(set.Classes))
	if label > 0 {
		l.set("label", strconv.Itoa(label))
	}
	l.Lines = append(l.Lines, fmt.Sprintf("%s: %s of %s in %d classes.", set.Format, reading.Plural(set.N, "example"),
		reading.Plural(set.Dim, "input"), set.Classes))
	if set.Given() {
		l.Lines = append(l.Lines, "The files tell training from test examples.")
	} else {
		l.Lines = append(l.Lines, fmt.Sprintf("%d rows, drawn by the data seed, are for testing.", nTest))
	}
	l.Lines = append(l.Lines, set.Notes...)
	for c, n := range set.Counts() {
		l.Counts = append(l.Counts, Count{reading.Brief(set.ClassNames[c]), n})
	}
	if len(set.Image) == 2 && set.Image[0] == set.Image[1] {
		l.Side = set.Image[0]
		l.draw(set)
		return l, nil
	}
	l.tabulate(set)
	return l, nil
}

// draw takes the first images.
func (l *Look) draw(set datasets.Set) {
	most := float32(0)
	first := min(set.N, shownImages)
	for _, x := range set.X[:first*set.Dim] {
		most = max(most, x)
	}
	if most > 1 {
		l.set("inputs", "255")
	}
	for i := range first {
		pixels := make([]int, set.Dim)
		for j, x := range set.X[i*set.Dim : (i+1)*set.Dim] {
			if most > 0 {
				pixels[j] = int(max(0, min(255, 255*x/most)))
			}
		}
		l.Images = append(l.Images, pixels)
		l.Rows = append(l.Rows, []string{reading.Brief(set.ClassNames[set.Y[i]])})
	}
}

// tabulate takes the first rows.
func (l *Look) tabulate(set datasets.Set) {
	columns := min(set.Dim, shownColumns)
	for j := range columns {
		name := "input " + strconv.Itoa(j+1)
		if j < len(set.Columns) {
			name = reading.Brief(set.Columns[j])
		}
		l.Columns = append(l.Columns, name)
	}
	if columns < set.Dim {
		l.Columns = append(l.Columns, fmt.Sprintf("… %d more", set.Dim-columns))
	}
	l.Columns = append(l.Columns, "class")
	for i := range min(set.N, shownRows) {
		var row []string
		for _, x := range set.X[i*set.Dim : i*set.Dim+columns] {
			row = append(row, strconv.FormatFloat(float64(x), 'g', 5, 32))
		}
		if columns < set.Dim {
			row = append(row, "…")
		}
		l.Rows = append(l.Rows, append(row, reading.Brief(set.ClassNames[set.Y[i]])))
	}
}

// Networks looks at networks, A's file first.
func Networks(files []File) (Look, error) {
	l := Look{Models: true}
	l.of(files)
	for _, f := range files {
		if format, err := reading.FormatOf(f.Bytes); err == nil && (format == reading.Text || format == reading.IDX) {
			return l, reading.Advise(reading.Wrong(f.Name, "a network: safetensors, npz or PyTorch’s .pt",
				"%s, as examples have", map[bool]string{true: "text", false: "IDX"}[format == reading.Text]),
				"bring it as data")
		}
	}
	found, err := infer(files)
	if err != nil {
		return l, err
	}
	for k, n := range found {
		l.Networks = append(l.Networks, Found{files[k].Name, n.Describe()})
	}
	widths := found[0].Widths
	last := len(widths) - 1
	l.set("models", settings.OwnData)
	l.set("files", shorts(files))
	l.set("net", dashes(widths[1:last]))
	l.set("dim", strconv.Itoa(widths[0]))
	l.set("classes", strconv.Itoa(widths[last]))
	return l, nil
}

func (l *Look) set(name, value string) { l.Keys = append(l.Keys, Key{name, value}) }

func (l *Look) of(files []File) {
	for _, f := range files {
		l.Files, l.Shorts = append(l.Files, f.File), append(l.Shorts, f.Short())
	}
}

// IsNetwork tells a file of a network from one of examples, by its content. What is neither, or no whole network, is an
// error that says why.
func IsNetwork(f File) (bool, error) {
	format, err := reading.FormatOf(f.Bytes)
	if err == nil && format != reading.Safetensors && format != reading.Zip {
		return false, nil
	}
	if err == nil {
		var t tensors.File
		if t, err = tensors.Read(f.Bytes); err == nil {
			_, err = networks.Infer(t)
		}
	}
	if err == nil {
		return true, nil
	}
	if format == reading.Zip {
		if _, notData := datasets.Read(datasets.Options{}, f.Bytes); notData == nil {
			return false, nil
		}
	}
	return false, fmt.Errorf("%s: %w", f.Name, err)
}
